/** The frame of the inspector's pieces: its head with the way out, and titled sections. */
import type { ReactNode } from 'react';
import { IconButton } from '../tokens';
import styles from './inspector.module.css';
import { text } from './messages.en';

interface HeadProps {
  readonly glyph: ReactNode;
  readonly title: string;
  readonly note: string;
  /** Names of things that the machine knows are set in its font. */
  readonly mono?: boolean;
  readonly onClose?: () => void;
}

export function Head({ glyph, title, note, mono = false, onClose }: HeadProps) {
  return (
    <header className={styles.head}>
      {glyph}
      <div className={styles.headWords}>
        <h2 className={mono ? 'mono' : undefined}>{title}</h2>
        <p>{note}</p>
      </div>
      {onClose !== undefined && (
        <IconButton icon="cross" size="small" label={text.close} onClick={onClose} />
      )}
    </header>
  );
}

interface SectionProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, note, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h3>{title}</h3>
        {note !== undefined && <span>{note}</span>}
      </div>
      {children}
    </section>
  );
}

interface Stat {
  readonly label: string;
  readonly value: string;
  readonly glyph?: ReactNode;
}

/** A row of numbers, each with its name; a zero stands back. */
export function Stats({ stats }: { readonly stats: readonly Stat[] }) {
  return (
    <dl className={styles.stats}>
      {stats.map(({ label, value, glyph }) => (
        <div key={label}>
          <dt>
            {glyph}
            {label}
          </dt>
          <dd className={`num ${value === '0' ? styles.zero : ''}`}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
