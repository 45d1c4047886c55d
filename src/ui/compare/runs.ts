/**
 * Owns what a comparison's views know of its two runs, and what follows from there being two: one
 * selection at a time, one log at a time.
 */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Side } from '../../projection';
import type { RunContextValue } from '../run';

/** Two runs under one clock, and both as one. */
export interface ComparedRuns {
  readonly left: RunContextValue;
  readonly right: RunContextValue;
  readonly joint: RunContextValue;
}

export const SIDES: readonly Side[] = ['left', 'right'];

export function otherSide(side: Side): Side {
  return side === 'left' ? 'right' : 'left';
}

/** Facts behind a number, shown in their side's log. */
export interface Evidence {
  readonly side: Side;
  readonly label: string;
  readonly seqs: readonly number[];
}

/** The side on which something is selected; what is selected on one side rests on the other. */
export function useSelectedSide(runs: ComparedRuns): Side | null {
  useEffect(() => {
    const ends = SIDES.map((side) =>
      runs[side].store.subscribe(({ selection }, before) => {
        if (selection === null || selection === before.selection) return;
        const other = runs[otherSide(side)];
        if (other.store.getState().selection !== null) other.actions.select(null);
      }),
    );
    return () => ends.forEach((end) => end());
  }, [runs]);
  const isLeft = useStore(runs.left.store, ({ selection }) => selection !== null);
  const isRight = useStore(runs.right.store, ({ selection }) => selection !== null);
  if (isLeft) return 'left';
  return isRight ? 'right' : null;
}

/** Goes to the moment of a fact and selects the message that it is about. */
export function goToFact({ actions }: RunContextValue, seq: number): void {
  actions.seekFact(seq);
  void actions.query<'fact'>({ kind: 'fact', seq }).then((answer) => {
    const message = answer?.row?.message ?? null;
    if (message !== null) actions.select({ message: message.id });
  });
}
