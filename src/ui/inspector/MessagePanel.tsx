/**
 * One message: its envelope with the names of CloudEvents, and its story: the facts about it, each
 * of which leads to its moment.
 */
import type { MessageDetail } from '../../projection';
import { useRun, useRunActions, useRunContext, useRunQuery } from '../run';
import { formatTime } from '../time';
import { Button, Glyph, isGlyphKind } from '../tokens';
import styles from './inspector.module.css';
import { MessageData } from './MessageData';
import { text } from './messages.en';
import { LinkButton } from './QueueMessages';
import { Head, Section } from './Section';
import { streamText } from './streamMessages.en';

interface MessagePanelProps {
  readonly message: string;
  /** The part that the person came from, if any. */
  readonly part?: string;
  readonly onClose?: () => void;
}

function formLabel(form: string): string {
  return form in text.forms ? text.forms[form as keyof typeof text.forms] : form; // checked by `in`
}

export function MessagePanel({ message, part, onClose }: MessagePanelProps) {
  const answer = useRunQuery<'message'>({ kind: 'message', message });
  const { topology } = useRunContext();
  const { select, selectCorrelation } = useRunActions();
  const detail = answer?.result.detail ?? null;
  const from = topology.parts.find(({ id }) => id === part)?.label;
  return (
    <>
      <Head
        glyph={
          detail !== null && isGlyphKind(detail.form) && <Glyph kind={detail.form} size={20} />
        }
        title={detail?.type ?? message}
        note={detail === null ? '' : `${formLabel(detail.form)} ${detail.id}`}
        onClose={onClose}
      />
      {(from !== undefined || detail !== null) && (
        <div className={styles.foot}>
          {detail !== null && (
            <Button size="small" onClick={() => selectCorrelation(detail.correlation)}>
              {text.selectCorrelation(detail.correlation)}
            </Button>
          )}
          {from !== undefined && (
            <Button size="small" look="quiet" icon="chevronLeft" onClick={() => select({ part })}>
              {text.backTo(from)}
            </Button>
          )}
        </div>
      )}
      {answer !== null && detail === null && <p className={styles.nothing}>{text.gone}</p>}
      {detail !== null && (
        <>
          <Section title={text.envelope} note={text.correlated(detail.correlated)}>
            <CloudEvent detail={detail} />
          </Section>
          <Story rows={answer?.result.history ?? []} />
        </>
      )}
    </>
  );
}

function CloudEvent({ detail }: { readonly detail: MessageDetail }) {
  const { select, seekFact } = useRunActions();
  const { causation } = detail;
  return (
    <dl className={`${styles.envelope} ${styles.wideNames}`}>
      <Pair name={text.id}>{detail.id}</Pair>
      <Pair name={text.source}>
        <LinkButton label={detail.source} onClick={() => select({ part: detail.source })}>
          {detail.source}
        </LinkButton>
      </Pair>
      <Pair name={text.type}>{detail.type}</Pair>
      <Pair name={text.time}>
        <LinkButton label={formatTime(detail.atMs)} onClick={() => seekFact(detail.seq)}>
          {formatTime(detail.atMs)}
        </LinkButton>
      </Pair>
      <Pair name={text.correlationId}>{detail.correlation}</Pair>
      <Pair name={text.causationId}>
        {causation === null ? (
          text.none
        ) : (
          <>
            <LinkButton
              label={text.showMessage(causation.id)}
              onClick={() => select({ message: causation.id })}
            >
              {causation.id}
            </LinkButton>{' '}
            {isGlyphKind(causation.form) && <Glyph kind={causation.form} size={12} />}{' '}
            {causation.type}
          </>
        )}
      </Pair>
      {detail.key !== null && <Pair name={streamText.keyName}>{detail.key}</Pair>}
      <MessageData data={detail.data} />
    </dl>
  );
}

function Pair({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className={styles.pair}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

type StoryRows = readonly {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: string;
  readonly part: string | null;
}[];

function Story({ rows }: { readonly rows: StoryRows }) {
  const { seekFact } = useRunActions();
  const cursorSeq = useRun((state) => state.cursor.seq);
  return (
    <Section title={text.story} note={text.storyNote}>
      {rows.length === 0 && <p className={styles.empty}>{text.noStory}</p>}
      <ol className={styles.story}>
        {rows.map(({ seq, atMs, kind, part }) => (
          <li key={seq}>
            <button
              type="button"
              className={`${styles.storyRow} ${seq > cursorSeq ? styles.later : ''}`}
              aria-current={seq === cursorSeq ? 'true' : undefined}
              onClick={() => seekFact(seq)}
            >
              <span className="num">{formatTime(atMs)}</span>
              <span>{kind}</span>
              <span className="mono">{part}</span>
            </button>
          </li>
        ))}
      </ol>
    </Section>
  );
}
