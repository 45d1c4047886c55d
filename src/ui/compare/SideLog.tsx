/** The log of one side: of all its facts, or of those behind a number. */
import { useMemo } from 'react';
import type { Side } from '../../projection';
import { LogView } from '../log';
import { RunContext, type RunContextValue } from '../run';
import { Segmented } from '../tokens';
import styles from './compare.module.css';
import { text } from './messages.en';
import { type ComparedRuns, type Evidence, goToFact, SIDES } from './runs';

const CHOICE_HEIGHT = 36;

interface SideLogProps {
  readonly runs: ComparedRuns;
  readonly names: { readonly [side in Side]: string };
  readonly side: Side;
  readonly onSide: (side: Side) => void;
  /** What is shown alone; null: everything. */
  readonly evidence: Evidence | null;
  readonly onClear: () => void;
  readonly height: number;
}

export function SideLog(props: SideLogProps) {
  const { runs, names, side, onSide, evidence, onClear, height } = props;
  const shown = evidence?.side === side ? { ...evidence, onClear } : null;
  const run = useMemo<RunContextValue>(() => {
    const own = runs[side];
    return { ...own, actions: { ...own.actions, seekFact: (seq) => goToFact(own, seq) } };
  }, [runs, side]);
  return (
    <div className={styles.log}>
      <div className={styles.logSide}>
        <Segmented
          label={text.logOf}
          value={side}
          onChange={onSide}
          options={SIDES.map((one) => ({ value: one, label: names[one] }))}
        />
      </div>
      <RunContext value={run}>
        <LogView key={side} height={height - CHOICE_HEIGHT} evidence={shown} />
      </RunContext>
    </div>
  );
}
