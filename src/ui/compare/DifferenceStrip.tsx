/**
 * The strip that says what differed: a bar and a number for each measure and side. A number leads
 * to the facts behind it.
 */
import { differences, type Difference, type Outcome, type Side } from '../../projection';
import { formatCount } from '../time';
import { Tag } from '../tokens';
import styles from './compare.module.css';
import { text } from './messages.en';
import { type Evidence, SIDES } from './runs';

interface DifferenceStripProps {
  /** Outcomes of both sides at the same virtual time; null until they are known. */
  readonly outcomes: { readonly [side in Side]: Outcome | null };
  /** What the sides are called, in a word. */
  readonly names: { readonly [side in Side]: string };
  /** Why a measure came out as it did, in the lesson's words; by measure. */
  readonly notes: { readonly [measure: string]: string };
  readonly onEvidence: (evidence: Evidence) => void;
}

export function DifferenceStrip({ outcomes, names, notes, onEvidence }: DifferenceStripProps) {
  const { left, right } = outcomes;
  const found = left === null || right === null ? [] : differences(left, right);
  return (
    <section className={styles.strip} aria-label={text.differed}>
      <div className={styles.stripHead}>
        <h2>{text.differed}</h2>
        <p>{text.differedExplained}</p>
      </div>
      {found.map((difference) => (
        <MeasureCell
          key={difference.measure}
          difference={difference}
          names={names}
          note={notes[difference.measure] ?? text.notes[difference.measure]}
          onEvidence={onEvidence}
        />
      ))}
    </section>
  );
}

interface MeasureCellProps extends Pick<DifferenceStripProps, 'names' | 'onEvidence'> {
  readonly difference: Difference;
  readonly note: string;
}

function MeasureCell({ difference, names, note, onEvidence }: MeasureCellProps) {
  const { measure, isSame, isHarm, full } = difference;
  const title = text.measures[measure];
  return (
    <div className={styles.measure} role="group" aria-label={title}>
      <h3>
        {title}
        {isSame && <Tag tone="calm">{text.same}</Tag>}
      </h3>
      {SIDES.map((side) => {
        const { count, seqs } = difference[side];
        const hot = isHarm && count > 0;
        const shown = formatCount(count);
        const name = names[side];
        return (
          <div key={side} className={styles.measureRow}>
            <span className={styles.measureSide}>{name}</span>
            <span className={styles.track} aria-hidden="true">
              <span
                className={hot ? styles.fillHot : styles.fill}
                style={{ width: `${(count / full) * 100}%` }}
              />
            </span>
            {count === 0 ? (
              <b className="num" aria-label={text.none(name, title)}>
                {shown}
              </b>
            ) : (
              <button
                type="button"
                className={`num ${styles.number} ${hot ? styles.numberHot : ''}`}
                aria-label={text.showEvidence(name, title, shown)}
                onClick={() => onEvidence({ side, seqs, label: text.evidence(name, title) })}
              >
                {shown}
              </button>
            )}
          </div>
        );
      })}
      <p>{note}</p>
    </div>
  );
}
