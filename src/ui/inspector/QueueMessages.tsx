/**
 * The messages that stand in a queue, head first. One row is open: its envelope, and what a person
 * can do with it in the place of its consumer.
 */
import { useId, useState } from 'react';
import type { QueueMessage } from '../../projection';
import { useRun, useRunActions, useRunQuery, type SettlementName } from '../run';
import { formatAge, formatCount } from '../time';
import { Button, Glyph, isGlyphKind } from '../tokens';
import { useByHand } from './byHand';
import { MessageData } from './MessageData';
import styles from './inspector.module.css';
import { text } from './messages.en';
import { Section } from './Section';
import { Handouts } from './smallGlyphs';
import { streamText } from './streamMessages.en';

/** A message that has stood this long is one to look at, in virtual ms. */
const STANDING_MS = 400;
/** Rows shown before the person asks for more. */
const ROWS_FIRST = 5;

const SETTLEMENTS: readonly { readonly how: SettlementName; readonly label: string }[] = [
  { how: 'ack', label: text.ack },
  { how: 'nack', label: text.nack },
  { how: 'deadLetter', label: text.deadLetter },
];

export function QueueMessages({ part }: { readonly part: string }) {
  const answer = useRunQuery<'queue'>({ kind: 'queue', part });
  const [opened, setOpened] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const messages = standingOrder(answer?.result.messages ?? []);
  const shown = all ? messages : messages.slice(0, ROWS_FIRST);
  const rest = messages.length - shown.length;
  const beyond = (answer?.result.total ?? 0) - messages.length;
  // Until the person opens another, the head is open: it is what happens next. One that is about
  // to leave stays closed, or the list would jump at each delivery.
  const head = messages[0];
  const stands = useRun(
    ({ cursor }) => head !== undefined && cursor.atMs - head.enqueuedMs >= STANDING_MS,
  );
  const first = stands ? head.id : undefined;
  const open = messages.some(({ id }) => id === opened) ? opened : first;
  return (
    <Section title={text.messages} note={text.headFirst}>
      {answer !== null && messages.length === 0 && (
        <p className={styles.empty}>{text.noMessages}</p>
      )}
      <ol className={styles.messages}>
        {shown.map((message) => (
          <MessageRow
            key={message.id}
            queue={part}
            message={message}
            open={message.id === open}
            onOpen={() => setOpened(message.id)}
          />
        ))}
      </ol>
      {(rest > 0 || all) && messages.length > ROWS_FIRST && (
        <button type="button" className={styles.more} onClick={() => setAll(!all)}>
          {all ? text.fewer : text.more(formatCount(rest + beyond))}
        </button>
      )}
      {all && beyond > 0 && <p className={styles.more}>{text.beyond(formatCount(beyond))}</p>}
    </Section>
  );
}

/** Ready ones from the head on, then what is handed out, then what was dead-lettered. */
function standingOrder(messages: readonly QueueMessage[]): readonly QueueMessage[] {
  const at = (place: QueueMessage['place']) => messages.filter((one) => one.place === place);
  return [...at('ready'), ...at('unacked'), ...at('dead')];
}

/**
 * What the badge says: a ready message that was handed out before waits for the next time; the
 * others show how often they were. 0 where there is no badge.
 */
function badgeCount({ place, handouts }: QueueMessage): number {
  const count = place === 'ready' ? handouts + 1 : handouts;
  return count > 1 ? count : 0;
}

interface MessageRowProps {
  readonly queue: string;
  readonly message: QueueMessage;
  readonly open: boolean;
  readonly onOpen: () => void;
}

function MessageRow({ queue, message, open, onOpen }: MessageRowProps) {
  const details = useId();
  const badge = badgeCount(message);
  const age = useRun((state) => formatAge(state.cursor.atMs - message.enqueuedMs));
  return (
    <li className={open ? styles.opened : undefined}>
      <button
        type="button"
        className={styles.messageRow}
        aria-expanded={open}
        aria-controls={open ? details : undefined}
        onClick={onOpen}
      >
        {isGlyphKind(message.form) ? (
          <Glyph kind={message.form} size={16} hollow={message.place === 'unacked'} />
        ) : (
          <span />
        )}
        <span className={styles.messageType}>{message.type}</span>
        <span className={`mono ${styles.messageOf}`}>{message.correlation}</span>
        <span>{badge > 0 && <Handouts count={badge} />}</span>
        <span className={`num ${styles.age}`}>{age}</span>
      </button>
      {open && (
        <div id={details}>
          <Envelope queue={queue} message={message} />
          <ActAsConsumer queue={queue} message={message} />
        </div>
      )}
    </li>
  );
}

function Envelope({ queue, message }: { readonly queue: string; readonly message: QueueMessage }) {
  const { select } = useRunActions();
  const { causation } = message;
  const show = (id: string) => () => select({ part: queue, message: id });
  return (
    <dl className={styles.envelope}>
      <div className={styles.pair}>
        <dt>{text.id}</dt>
        <dd>{message.id}</dd>
      </div>
      <div className={styles.pair}>
        <dt>{text.correlation}</dt>
        <dd>
          <LinkButton label={text.showMessage(message.correlation)} onClick={show(message.id)}>
            {message.correlation}
          </LinkButton>{' '}
          <span>{text.correlated(message.correlated)}</span>
        </dd>
      </div>
      <div className={styles.pair}>
        <dt>{text.causation}</dt>
        <dd>
          {causation === null ? (
            text.none
          ) : (
            <>
              <LinkButton label={text.showMessage(causation.id)} onClick={show(causation.id)}>
                {causation.id}
              </LinkButton>{' '}
              {isGlyphKind(causation.form) && <Glyph kind={causation.form} size={12} />}{' '}
              {causation.type}
            </>
          )}
        </dd>
      </div>
      {message.place !== 'ready' && (
        <div className={styles.pair}>
          <dt />
          <dd>
            {message.place === 'dead' ? text.deadLettered : text.heldBy(message.heldBy ?? '')}
          </dd>
        </div>
      )}
      <Properties message={message} />
      <MessageData data={message.data} />
    </dl>
  );
}

/** What went with it when it was published, and what it has died of. */
function Properties({ message }: { readonly message: QueueMessage }) {
  const { key, priority, headers, deaths } = message;
  return (
    <>
      {key !== null && (
        <div className={styles.pair}>
          <dt>{streamText.keyName}</dt>
          <dd>{key}</dd>
        </div>
      )}
      {priority !== null && (
        <div className={styles.pair}>
          <dt>{streamText.priority}</dt>
          <dd>{priority}</dd>
        </div>
      )}
      {Object.keys(headers).length > 0 && (
        <div className={styles.pair}>
          <dt>{streamText.headers}</dt>
          <dd>{JSON.stringify(headers)}</dd>
        </div>
      )}
      {deaths.map(({ queue, reason, count }) => (
        <div key={`${queue} ${reason}`} className={styles.pair}>
          <dt>{streamText.deaths}</dt>
          <dd>{streamText.death(queue, reason, count)}</dd>
        </div>
      ))}
    </>
  );
}

interface LinkButtonProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: string;
}

/** A name that leads to what it names. */
export function LinkButton({ label, onClick, children }: LinkButtonProps) {
  return (
    <button type="button" className={styles.link} title={label} onClick={onClick}>
      {children}
    </button>
  );
}

function ActAsConsumer({ queue, message }: { queue: string; message: QueueMessage }) {
  const actions = useRunActions();
  const byHand = useByHand();
  if (message.place === 'dead') {
    const redrive = () => actions.intervene({ kind: 'Redrive', part: queue, message: message.id });
    return (
      <div className={styles.act}>
        <Button size="small" {...byHand.control} onClick={() => byHand.act(redrive)}>
          {streamText.redrive}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.act} role="group" aria-label={text.actAsConsumer}>
      <span>{text.actAsConsumer}</span>
      {SETTLEMENTS.map(({ how, label }) => (
        <Button
          key={how}
          size="small"
          {...byHand.control}
          onClick={() => byHand.act(() => actions.settle(queue, message.id, how))}
        >
          {label}
        </Button>
      ))}
      {!byHand.allowed && <p className={styles.reason}>{text.pastReason}</p>}
    </div>
  );
}
