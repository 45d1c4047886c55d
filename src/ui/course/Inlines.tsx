/**
 * Owns a lesson's running text: marks, chips that point at the stage, numbers from the run, offers
 * to try. What a click does is said by whoever provides the context.
 */
import { createContext, useContext } from 'react';
import { Link } from 'wouter';
import { metricText, type Inline } from '../../course';
import { Button, Glyph, isGlyphKind, Kbd } from '../tokens';
import styles from './inlines.module.css';
import { courseMessages as messages } from './messages.en';
import type { CoursePanelProps } from './panelProps';

type InlineContextValue = Pick<
  CoursePanelProps,
  'metrics' | 'acts' | 'isBuilt' | 'onTry' | 'onSelectPart'
>;

/** What the text needs of the run; stands around every text of a lesson. */
export const InlineContext = createContext<InlineContextValue | null>(null);

/** A run of text. */
export function Inlines({ of }: { readonly of: readonly Inline[] }) {
  return of.map((inline, index) => <OneInline key={index} inline={inline} />);
}

function OneInline({ inline }: { readonly inline: Inline }) {
  const context = useContext(InlineContext);
  if (context === null) throw new Error('A lesson’s text stands outside of InlineContext');
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'strong':
      return <strong>{inline.text}</strong>;
    case 'emphasis':
      return <em>{inline.text}</em>;
    case 'code':
      return <code className={styles.code}>{inline.text}</code>;
    case 'key':
      return <Kbd>{inline.text}</Kbd>;
    case 'service':
      return (
        <button
          type="button"
          className={styles.service}
          onClick={() => context.onSelectPart(inline.part)}
        >
          {inline.label}
        </button>
      );
    case 'message':
      return (
        <span className={styles.message}>
          {isGlyphKind(inline.form) && <Glyph kind={inline.form} />}
          <b>{inline.type}</b>
        </span>
      );
    case 'metric':
      return <Metric inline={inline} value={context.metrics[inline.id]} />;
    case 'try':
      return (
        <Button
          size="small"
          icon="fork"
          className={styles.try}
          disabled={context.acts[inline.id] === 'running'}
          onClick={() => context.onTry(inline.id)}
        >
          {inline.label}
        </Button>
      );
    case 'link':
      return context.isBuilt(inline.lesson) ? (
        <Link href={`/lesson/${inline.lesson}`} className={styles.link}>
          {inline.label}
        </Link>
      ) : (
        inline.label
      );
    default:
      return assertNever(inline);
  }
}

type MetricInline = Extract<Inline, { kind: 'metric' }>;

function Metric(props: { readonly inline: MetricInline; readonly value: number | undefined }) {
  const { inline, value } = props;
  const text = value === undefined ? messages.noNumberYet : metricText(value, inline.unit);
  return <span className={`num ${styles.metric}`}>{text}</span>;
}

function assertNever(inline: never): never {
  throw new Error(`no such text: ${JSON.stringify(inline)}`);
}
