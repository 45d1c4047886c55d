/** A workload's rate, set by a slider, and what has become of what it sent. */
import { useState } from 'react';
import type { WorkloadView } from '../../projection';
import { useRunActions, useRunQuery } from '../run';
import { formatCount } from '../time';
import { useByHand } from './byHand';
import styles from './inspector.module.css';
import { text } from './messages.en';
import { Section, Stats } from './Section';

const RATE_MAX = 50;

export function RatePanel({ view }: { readonly view: WorkloadView }) {
  const actions = useRunActions();
  const byHand = useByHand();
  const answer = useRunQuery<'activity'>({ kind: 'activity', part: view.id });
  const counts = answer?.result.counts ?? {};
  // While the slider is held it shows the hand's value; the run learns of it when it is let go.
  const [held, setHeld] = useState<number | null>(null);
  const value = held ?? view.setPerSecond;
  const letGo = (): void => {
    if (held !== null && held !== view.setPerSecond) {
      byHand.act(() => actions.setRate(view.id, held));
    }
    setHeld(null);
  };
  return (
    <>
      <Stats
        stats={[
          { label: text.sent, value: formatCount(view.total) },
          { label: text.answered, value: formatCount(counts.RequestAnswered ?? 0) },
          { label: text.errors, value: formatCount(counts.RequestFailed ?? 0) },
        ]}
      />
      <Section title={text.rate} note={text.rateValue(value)}>
        <input
          type="range"
          className={styles.range}
          min={0}
          max={Math.max(RATE_MAX, view.setPerSecond)}
          step={1}
          value={value}
          disabled={!byHand.allowed}
          aria-label={text.rate}
          aria-valuetext={text.rateValue(value)}
          onChange={(event) => setHeld(Number(event.currentTarget.value))}
          onPointerUp={letGo}
          onKeyUp={letGo}
          onBlur={letGo}
        />
        {!byHand.allowed && <p className={styles.reason}>{text.pastReason}</p>}
        {view.sends !== '' && (
          <p className={styles.quiet}>
            {text.sends} {view.sends}
          </p>
        )}
      </Section>
    </>
  );
}
