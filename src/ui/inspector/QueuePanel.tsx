/** A queue: its counts, its depth over time, its messages, who consumes it. */
import { useState } from 'react';
import type { QueueRowView, StageView } from '../../projection';
import { useRun, useRunActions, useRunContext, useRunQuery } from '../run';
import { formatAge, formatCount } from '../time';
import { Button } from '../tokens';
import { useByHand } from './byHand';
import { DepthChart } from './DepthChart';
import styles from './inspector.module.css';
import { text } from './messages.en';
import { LinkButton, QueueMessages } from './QueueMessages';
import { Head, Section, Stats } from './Section';
import { SettingsForm } from './SettingsForm';
import { Handouts, QueueGlyph, ReadyGlyph, TrayGlyph, UnackedGlyph } from './smallGlyphs';
import { streamText } from './streamMessages.en';

/** The stage's own view of a queue: its numbers and the inspector's are one. */
function queueOf(stage: StageView, id: string): QueueRowView | undefined {
  for (const node of Object.values(stage.nodes)) {
    const queue = node.kind === 'broker' ? node.queues.find((row) => row.id === id) : undefined;
    if (queue !== undefined) return queue;
  }
  return undefined;
}

interface PanelProps {
  readonly part: string;
  readonly onClose?: () => void;
}

export function QueuePanel({ part, onClose }: PanelProps) {
  const queue = useRun((state) => queueOf(state.stage, part));
  return (
    <>
      <Head
        glyph={<QueueGlyph />}
        title={queue?.label ?? part}
        note={text.kinds.queue(queue?.note ?? '')}
        mono
        onClose={onClose}
      />
      <Stats
        stats={[
          { label: text.ready, value: formatCount(queue?.ready ?? 0), glyph: <ReadyGlyph /> },
          {
            label: text.unacked,
            value: formatCount(queue?.unackedCount ?? 0),
            glyph: <UnackedGlyph />,
          },
          {
            label: text.redelivered,
            value: formatCount(queue?.redelivered ?? 0),
            glyph: <Handouts count={2} />,
          },
          { label: text.dead, value: formatCount(queue?.dead ?? 0), glyph: <TrayGlyph /> },
        ]}
      />
      <DepthChart part={part} ready={queue?.ready ?? 0} />
      <QueueMessages part={part} />
      <Redrive part={part} dead={queue?.dead ?? 0} />
      <Consumers part={part} />
      <QueueSettings part={part} />
      <Purge part={part} ready={queue?.ready ?? 0} />
    </>
  );
}

function Consumers({ part }: { readonly part: string }) {
  const { topology } = useRunContext();
  const { select } = useRunActions();
  const answer = useRunQuery<'queue'>({ kind: 'queue', part });
  const consumers = answer?.result.consumers ?? [];
  const labelOf = (id: string): string =>
    topology.parts.find((candidate) => candidate.id === id)?.label ?? id;
  return (
    <Section title={text.consumers} note={consumers.length === 0 ? undefined : consumers.length}>
      {answer !== null && consumers.length === 0 && (
        <p className={styles.empty}>{text.noConsumers}</p>
      )}
      <ul className={styles.rows}>
        {consumers.map(({ service, instance, unacked, prefetch, autoAck, active }) => (
          <li key={`${service} ${instance}`} className={styles.row}>
            <LinkButton label={labelOf(service)} onClick={() => select({ part: service })}>
              {text.consumer(labelOf(service), instance + 1)}
            </LinkButton>
            <span className={styles.quiet}>{autoAck ? text.autoAck : text.prefetch(prefetch)}</span>
            <span className={styles.quiet}>
              {active ? text.inHand(unacked) : streamText.standsBy}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** How it is set, and how much comes in. */
function QueueSettings({ part }: { readonly part: string }) {
  const answer = useRunQuery<'queue'>({ kind: 'queue', part });
  const messages = answer?.result.messages ?? [];
  const oldestMs = messages.reduce((oldest, one) => Math.min(oldest, one.enqueuedMs), Infinity);
  const age = useRun(({ cursor }) =>
    oldestMs === Infinity ? null : formatAge(cursor.atMs - oldestMs),
  );
  if (answer === null) return null;
  const { settings, perSecond } = answer.result;
  return (
    <>
      <SettingsForm part={part} settings={settings} />
      <p className={styles.quiet}>
        {streamText.inPerSecond(streamText.perSecondValue(perSecond))}
        {age === null ? '' : `, ${streamText.oldestAge(age)}`}
      </p>
    </>
  );
}

/** Brings all dead letters back to where they died. */
function Redrive({ part, dead }: { readonly part: string; readonly dead: number }) {
  const actions = useRunActions();
  const byHand = useByHand();
  if (dead === 0) return null;
  return (
    <div className={styles.foot}>
      <Button
        size="small"
        {...byHand.control}
        onClick={() => byHand.act(() => actions.intervene({ kind: 'Redrive', part }))}
      >
        {streamText.redriveAll(dead)}
      </Button>
    </div>
  );
}

/** Removes all ready messages, after the person has confirmed it where the button stood. */
function Purge({ part, ready }: { readonly part: string; readonly ready: number }) {
  const actions = useRunActions();
  const byHand = useByHand();
  const [asked, setAsked] = useState(false);
  if (ready === 0) return null;
  if (!asked || !byHand.allowed) {
    return (
      <div className={styles.foot}>
        <Button size="small" {...byHand.control} onClick={() => setAsked(byHand.allowed)}>
          {text.purge}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.foot} role="group" aria-label={text.purge}>
      <p>{text.purgeExplained(formatCount(ready))}</p>
      <Button
        size="small"
        look="solid"
        autoFocus
        onClick={() => {
          setAsked(false);
          byHand.act(() => actions.purge(part));
        }}
      >
        {text.purgeConfirm}
      </Button>
      <Button size="small" look="quiet" onClick={() => setAsked(false)}>
        {text.cancel}
      </Button>
    </div>
  );
}
