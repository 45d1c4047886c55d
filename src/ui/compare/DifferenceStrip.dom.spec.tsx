// Checks that the strip says the numbers, and that each leads to its facts.
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { outcomeOf } from '../../projection/compare/testing/outcomes';
import { DifferenceStrip } from './DifferenceStrip';

afterEach(cleanup);

const names = { left: 'queue', right: 'stream' };

function show(notes = {}) {
  const onEvidence = vi.fn();
  const outcomes = {
    left: outcomeOf({ again: [30], late: [33], backlog: [1, 2, 3, 4, 5, 6] }),
    right: outcomeOf({ again: [8, 9, 10, 11], replayable: [1, 2], backlog: [1] }),
  };
  render(<DifferenceStrip {...{ outcomes, names, notes, onEvidence }} />);
  return onEvidence;
}

describe('the strip of differences', () => {
  test('says each measure of both sides', () => {
    show();
    const titles = screen.getAllByRole('heading', { level: 3 }).map((one) => one.textContent);
    expect(titles).toEqual([
      'Lostsame',
      'Handled twice',
      'Out of order',
      'Replayable',
      'Backlog now',
    ]);
    const again = within(screen.getByRole('group', { name: 'Handled twice' }));
    expect(again.getAllByRole('button').map((one) => one.textContent)).toEqual(['1', '4']);
  });

  test('leads from a number to the facts behind it', () => {
    const onEvidence = show();
    fireEvent.click(
      screen.getByRole('button', {
        name: 'stream, Handled twice: 4. Show the events behind it',
      }),
    );
    expect(onEvidence).toHaveBeenCalledWith({
      side: 'right',
      seqs: [8, 9, 10, 11],
      label: 'stream: Handled twice',
    });
  });

  test('has nothing to press where there is nothing to show', () => {
    show();
    const lost = within(screen.getByRole('group', { name: 'Lost' }));
    expect(lost.queryByRole('button')).toBeNull();
    expect(lost.getAllByText('0')).toHaveLength(2);
  });

  test('says why in the lesson’s own words, where it has any', () => {
    show({ lost: 'Both confirm after the work.' });
    expect(screen.getByText('Both confirm after the work.')).toBeTruthy();
    expect(screen.getByText('Handled after a later one of the same key.')).toBeTruthy();
  });

  test('waits for both sides', () => {
    const outcomes = { left: outcomeOf({}), right: null };
    render(<DifferenceStrip {...{ outcomes, names }} notes={{}} onEvidence={vi.fn()} />);
    expect(screen.queryByRole('group')).toBeNull();
  });
});
