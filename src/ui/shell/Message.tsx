/** Owns pages that only say something and lead on: not found, not built yet, broken. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { buttonClass, Shape } from '../tokens';
import styles from './message.module.css';
import { shellMessages as messages } from './messages.en';

interface MessageProps {
  readonly title: string;
  readonly text: string;
  /** What can be done besides going back to the course. */
  readonly children?: ReactNode;
}

/** A page with one thing to say, and the way back to the course. */
export function Message({ title, text, children }: MessageProps) {
  return (
    <div className={styles.message}>
      <svg width="200" height="40" viewBox="0 0 200 40" aria-hidden="true" focusable="false">
        <g className={styles.line}>
          <path d="M8 20h84" />
          <path d="M108 20h84" strokeDasharray="2 6" />
        </g>
        <Shape kind="event" x={52} y={20} radius={7} />
        <Shape kind="failure" x={100} y={20} radius={8} />
      </svg>
      <h1>{title}</h1>
      <p>{text}</p>
      <div className={styles.actions}>
        <Link href="/" className={buttonClass('solid')}>
          {messages.backToCourse}
        </Link>
        {children}
      </div>
    </div>
  );
}

/** The address leads nowhere. */
export function NotFound({ address }: { readonly address: string }) {
  return <Message title={messages.notFoundTitle} text={messages.notFoundText(address)} />;
}

/** The lesson has its place in the course, and nothing in it yet. */
export function NotBuiltYet({ number }: { readonly number: number }) {
  return <Message title={messages.notBuiltTitle(number)} text={messages.notBuiltText} />;
}
