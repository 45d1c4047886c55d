// Checks that the sheet's handle works without a pointer.
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { Sheet } from './Sheet';

afterEach(cleanup);

test.each([
  ['ArrowUp', 'full'],
  ['ArrowDown', 'peek'],
  ['Home', 'peek'],
  ['End', 'full'],
  ['Enter', 'full'],
])('%s takes a sheet that is half open to %s', (key, stop) => {
  const onStop = vi.fn();
  render(
    <Sheet stop="half" onStop={onStop}>
      <p>Text</p>
    </Sheet>,
  );
  const handle = screen.getByRole('slider');
  expect(handle.getAttribute('aria-valuetext')).toBe('half open');
  fireEvent.keyDown(handle, { key });
  expect(onStop).toHaveBeenCalledWith(stop);
});

test('the focus in a sheet that is almost closed opens it, so that it can be seen', () => {
  const onStop = vi.fn();
  render(
    <Sheet stop="peek" onStop={onStop}>
      <button type="button">Next</button>
    </Sheet>,
  );
  fireEvent.focus(screen.getByRole('button', { name: 'Next' }));
  expect(onStop).toHaveBeenCalledWith('half');
});
