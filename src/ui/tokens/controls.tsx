/**
 * Owns the small controls of the chrome: a choice among few, a framed field, key caps, tags, and
 * the pill that says whether one looks at now or at the past. Their words come from the caller.
 */
import type { ReactNode } from 'react';
import { useId } from 'react';
import styles from './controls.module.css';

interface SegmentedProps<Value extends string> {
  /** Name of the choice, for screen readers. */
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** A choice among two to four, all in sight; arrows move within it. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { label, options, value, onChange } = props;
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={styles.segmented}>
      {options.map((option) => (
        <label key={option.value} className={styles.segment}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}

interface FieldProps {
  /** Words before the control; they name the control inside. */
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A framed control with its name before it: `Speed [1×]`. Contains one input or select. */
export function Field({ label, children, className }: FieldProps) {
  return (
    <label className={[styles.field, className].filter(Boolean).join(' ')}>
      <span className={styles.fieldLabel}>{label}</span>
      {children}
    </label>
  );
}

/** Class of `Field`'s frame, for a control that cannot be a label (a button with parts). */
export const fieldClass = styles.field;

/** A key cap. */
export function Kbd({ children }: { readonly children: ReactNode }) {
  return <kbd className={styles.key}>{children}</kbd>;
}

/** A short word on a wash: `hot` for what is wrong, `calm` for the rest. */
export function Tag(props: {
  readonly tone: 'hot' | 'calm' | 'policy';
  readonly children: ReactNode;
}) {
  return <span className={`${styles.tag} ${styles[props.tone]}`}>{props.children}</span>;
}

interface PillProps {
  readonly tone: 'live' | 'past';
  readonly size?: 'small' | 'medium';
  readonly children: ReactNode;
}

/** Live: a broadcast dot on ink. Past: a chevron back on sepia (cyanotype in the dark). */
export function Pill({ tone, size = 'medium', children }: PillProps) {
  const side = size === 'small' ? 10 : 12;
  return (
    <span className={[styles.pill, styles[tone], size === 'small' ? styles.small : ''].join(' ')}>
      <svg width={side} height={side} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        {tone === 'live' ? <BroadcastDot /> : <BackChevron />}
      </svg>
      {children}
    </span>
  );
}

function BroadcastDot() {
  return (
    <>
      <circle cx="6" cy="6" r="2.5" fill="currentColor" />
      <circle
        cx="6"
        cy="6"
        r="5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.2"
        opacity=".55"
      />
    </>
  );
}

function BackChevron() {
  return (
    <path
      d="M7.5 2L3.5 6l4 4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  );
}
