/** Owns the line of time under the still picture: what happened, now, and what has not yet. */
import { IconStrokes, Shape } from '../tokens';
import { homeMessages } from './messages.en';
import styles from './stageStill.module.css';

const messages = homeMessages.still;

/** When events were published, in hundredths of the time up to now; drawn once, by hand. */
const eventsAt = [
  2, 4, 7, 9, 11, 14, 17, 20, 22, 25, 30, 31.5, 34.5, 36.5, 39, 42.5, 46, 49.5, 51.5, 54.5, 56, 60,
  63, 65.5, 68, 72, 75, 77, 80, 83.5, 85.5, 89, 91.5, 94.5, 96.5,
];

export function StillTimeline({ width }: { readonly width: number }) {
  const isNarrow = width < 640;
  const start = isNarrow ? 76 : 88;
  const now = start + (width - start) * (isNarrow ? 0.74 : 0.7);
  const at = (hundredths: number) => start + ((now - start) * hundredths) / 100;
  return (
    <>
      <rect y={236} width={width} height={84} fill="var(--surface)" />
      <path className={styles.edge} d={`M0 236H${width}`} />
      <g transform={`translate(${isNarrow ? 16 : 24} 260)`}>
        <circle cx={20} cy={20} r={20} fill="var(--ink)" />
        <g transform="translate(12 12)" color="var(--on-ink)">
          <IconStrokes name="pause" />
        </g>
      </g>
      <rect x={now} y={236} width={width - now} height={84} fill="url(#hatch-n)" opacity={0.5} />
      <path className={styles.future} d={`M${now + 6} 278H${width - 24}`} />
      <path className={styles.trunk} d={`M${start} 278H${now}`} />
      <path className={styles.checkpoint} d={`M${start - 4} 272h8v11l-4 -3.5 -4 3.5z`} />
      <Mark x={at(21)} name={isNarrow ? '' : messages.kill(messages.payment(1))} isKill />
      <Mark x={at(36)} name={isNarrow ? '' : messages.revive} />
      <Mark x={at(57)} name={messages.kill(messages.payment(2))} isKill />
      {eventsAt
        .filter((_, index) => !isNarrow || index % 2 === 0)
        .map((hundredths) => (
          <Shape
            key={hundredths}
            kind="event"
            x={at(hundredths)}
            y={302}
            radius={3.2}
            stroke={0.75}
          />
        ))}
      <path className={styles.head} d={`M${now} 258V314`} />
      <path
        className={styles.flag}
        d={`M${now - 20} 243a3 3 0 013-3h34a3 3 0 013 3v12a3 3 0 01-3 3h-13l-4 5-4-5h-13a3 3 0 01-3-3z`}
      />
      <text className={`num ${styles.flagText}`} x={now} y={253}>
        {messages.now}
      </text>
    </>
  );
}

interface MarkProps {
  readonly x: number;
  readonly name: string;
  readonly isKill?: boolean;
}

function Mark({ x, name, isKill = false }: MarkProps) {
  return (
    <>
      {isKill ? (
        <Shape kind="failure" x={x} y={278} radius={7} />
      ) : (
        <>
          <rect className={styles.reviveBox} x={x - 7} y={271} width={14} height={14} rx={2} />
          <path className={styles.reviveArrow} d={`M${x} 281.5v-7M${x - 3} 277.5l3-3 3 3`} />
        </>
      )}
      <text className={isKill ? styles.killName : styles.reviveName} x={x - 7} y={265}>
        {name}
      </text>
    </>
  );
}
