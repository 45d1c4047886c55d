// Checks where a sheet comes to rest.
import { expect, test } from 'vitest';
import { settle, stopBeside, stopHeight } from './sheetStops';

const phone = 796;

test('half open, the stage keeps its 336 pixels and the timeline its 92', () => {
  expect(phone - stopHeight('half', phone)).toBe(336 + 92);
});

test('on a low screen the sheet is still high enough to read', () => {
  expect(stopHeight('half', 500)).toBe(240);
});

test.each([
  [100, 0, 'peek'],
  [300, 0, 'half'],
  [700, 0, 'full'],
  [120, 0.8, 'half'],
  [400, 0.8, 'full'],
  [380, -0.8, 'half'],
  [300, -0.8, 'peek'],
])('let go at %i px with %d px/ms it goes to %s', (sheet, speed, stop) => {
  expect(settle(sheet, phone, speed)).toBe(stop);
});

test('arrow keys go from stop to stop and no further', () => {
  expect(stopBeside('peek', 1)).toBe('half');
  expect(stopBeside('full', 1)).toBe('full');
  expect(stopBeside('peek', -1)).toBe('peek');
});
