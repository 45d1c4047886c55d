/** Small pictures of the inspector: slots, tray, pods. Decoration beside words. */
import { Shape } from '../tokens';
import styles from './inspector.module.css';

const hidden = { 'aria-hidden': true, focusable: false } as const;

/** A queue: three slots, two of them full. */
export function QueueGlyph() {
  return (
    <svg width="28" height="16" {...hidden}>
      {[0.5, 9.5, 18.5].map((x) => (
        <rect key={x} className={styles.slot} x={x} y="1.5" width="7" height="13" rx="1.5" />
      ))}
      <Shape kind="event" x={13} y={8} radius={2.4} stroke={0.8} />
      <Shape kind="event" x={22} y={8} radius={2.4} stroke={0.8} />
    </svg>
  );
}

/** A stream: cells that stay, the oldest fading. */
export function StreamGlyph() {
  return (
    <svg width="28" height="16" {...hidden}>
      {[0.5, 9.5, 18.5].map((x, at) => (
        <g key={x} opacity={at === 0 ? 0.45 : 1}>
          <rect className={styles.slot} x={x} y="1.5" width="9" height="13" />
          <Shape kind="event" x={x + 4.5} y={8} radius={2.4} stroke={0.8} />
        </g>
      ))}
    </svg>
  );
}

/** A group: its flag. */
export function GroupGlyph() {
  return (
    <svg width="24" height="16" {...hidden}>
      <path className={styles.flagPole} d="M20 1v14" />
      <path className={styles.flagCloth} d="M20 1H4l3 4-3 4h16Z" />
    </svg>
  );
}

export function ServiceGlyph() {
  return (
    <svg width="24" height="20" {...hidden}>
      <rect className={styles.card} x="1" y="2" width="22" height="16" rx="3" />
      <rect className={styles.pod} x="5" y="6" width="5" height="8" rx="1" />
      <rect
        className={`${styles.pod} ${styles.podBusy}`}
        x="13"
        y="6"
        width="5"
        height="8"
        rx="1"
      />
    </svg>
  );
}

export function ReadyGlyph() {
  return (
    <svg width="12" height="14" {...hidden}>
      <rect className={styles.slot} x=".5" y=".5" width="11" height="13" rx="1.5" />
      <Shape kind="event" x={6} y={7} radius={3} stroke={0.8} />
    </svg>
  );
}

export function UnackedGlyph() {
  return (
    <svg width="12" height="14" {...hidden}>
      <rect className={styles.slotUnacked} x=".75" y=".75" width="10.5" height="12.5" rx="1.5" />
    </svg>
  );
}

export function TrayGlyph() {
  return (
    <svg width="14" height="14" {...hidden}>
      <path className={styles.tray} d="M1 4v7a2 2 0 0 0 2 2h8a2 2 0 0 0 2-2V4" />
    </svg>
  );
}

/** An instance: an outline while idle, filled while busy, dashed and struck when stopped. */
export function PodGlyph({ state }: { readonly state: 'idle' | 'busy' | 'dead' }) {
  return (
    <svg width="18" height="20" {...hidden}>
      <rect
        className={`${styles.pod} ${state === 'dead' ? styles.podDead : ''}`}
        x="2"
        y="1"
        width="14"
        height="18"
        rx="2"
      />
      {state === 'busy' && (
        <rect className={styles.podWork} x="5" y="8" width="8" height="8" rx="1" />
      )}
      {state === 'dead' && <path className={styles.strike} d="M1 20L17 0" />}
    </svg>
  );
}

/** `×2`: how often a message was handed out. */
export function Handouts({ count }: { readonly count: number }) {
  return <b className={`num ${styles.handouts}`}>×{count}</b>;
}
