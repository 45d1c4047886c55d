// Checks that what a service handled is told in order: what was begun again, and what came late.
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Handling } from '../../projection';
import { outcomeOf } from '../../projection/compare/testing/outcomes';
import { RunContext, type RunContextValue } from '../run';
import { HandledRow } from './HandledRow';

afterEach(cleanup);

const handled = (
  ordinal: number,
  more: Partial<Extract<Handling, { kind: 'handled' }>> = {},
): Handling => ({
  kind: 'handled',
  seq: ordinal * 10,
  atMs: ordinal * 100,
  message: `orders/${ordinal}`,
  correlation: `order-${ordinal}`,
  ordinal,
  key: 'c',
  form: 'event',
  begun: 1,
  isLate: false,
  ...more,
});

function show(handlings: readonly Handling[]) {
  const actions = { seekFact: vi.fn(), query: () => Promise.resolve(null) };
  // Of a run the row needs its actions only.
  const run = { actions } as unknown as RunContextValue;
  render(
    <RunContext value={run}>
      <HandledRow service="Payment" outcome={outcomeOf({}, handlings)} />
    </RunContext>,
  );
  return actions;
}

describe('what a service handled', () => {
  const row: readonly Handling[] = [
    handled(29),
    { kind: 'killed', seq: 295, atMs: 2950, instance: 1 },
    handled(31),
    handled(30, { begun: 2, isLate: true, seq: 320 }),
  ];

  test('is said chip by chip', () => {
    show(row);
    expect(screen.getAllByRole('button').map((chip) => chip.getAttribute('aria-label'))).toEqual([
      'order-29, key c, at 00:02.900',
      'Payment 2 was killed at 00:02.950',
      'order-31, key c, at 00:03.100',
      'order-30, key c, at 00:03.000, begun 2 times, out of order',
    ]);
    expect(screen.getByText('×2')).toBeTruthy();
    expect(screen.getByText('order-30 came after a later one')).toBeTruthy();
  });

  test('leads to the moment of each', () => {
    const { seekFact } = show(row);
    fireEvent.click(screen.getByRole('button', { name: /^order-30/ }));
    expect(seekFact).toHaveBeenCalledWith(320);
  });

  test('is one stop for Tab, in which arrows go on', () => {
    show(row);
    const chips = screen.getAllByRole('button');
    expect(chips.map(({ tabIndex }) => tabIndex)).toEqual([-1, -1, -1, 0]);
    chips[3].focus();
    const event = fireEvent.keyDown(chips[3], { key: 'ArrowLeft' });
    expect(document.activeElement).toBe(chips[2]);
    expect(event).toBe(false);
  });

  test('says so while there is nothing', () => {
    show([]);
    expect(screen.getByText('Nothing yet.')).toBeTruthy();
  });
});
