/** A group: how it stands, its lag over time and per partition, its members, its settings. */
import type { QueryResult } from '../../projection';
import { type RunState, useRunActions, useRunContext, useRunQuery } from '../run';
import { formatCount } from '../time';
import { DEPTH_SPAN_MS } from './depthScale';
import styles from './inspector.module.css';
import { MoveOffset } from './MoveOffset';
import { LinkButton } from './QueueMessages';
import { Head, Section, Stats } from './Section';
import { SettingsForm } from './SettingsForm';
import { GroupGlyph } from './smallGlyphs';
import { StepChart } from './StepChart';
import { streamText } from './streamMessages.en';
import tables from './tables.module.css';

type GroupResult = Extract<QueryResult, { kind: 'group' }>;

interface PanelProps {
  readonly part: string;
  readonly onClose?: () => void;
}

export function GroupPanel({ part, onClose }: PanelProps) {
  const { topology } = useRunContext();
  const { label = part } = topology.parts.find(({ id }) => id === part) ?? {};
  const answer = useRunQuery<'group'>({ kind: 'group', part });
  const group = answer?.result;
  const lag = (group?.partitions ?? []).reduce((total, one) => total + (one.lag ?? 0), 0);
  const state = group?.state ?? 'empty';
  return (
    <>
      <Head
        glyph={<GroupGlyph />}
        title={label}
        note={streamText.kinds.group(group?.protocol ?? '')}
        mono
        onClose={onClose}
      />
      <Stats
        stats={[
          { label: streamText.state, value: streamText.groupStates[state] ?? state },
          { label: streamText.generation, value: formatCount(group?.generation ?? 0) },
          { label: streamText.members, value: formatCount(group?.members.length ?? 0) },
          { label: streamText.lag, value: formatCount(lag) },
        ]}
      />
      <LagChart part={part} lag={lag} />
      {group !== undefined && (
        <>
          <Members group={group} />
          <Offsets group={group} />
          {group.inFlight.length > 0 && <InFlight group={group} />}
          {group.protocol !== 'share' && <MoveOffset part={part} group={group} />}
          <SettingsForm part={part} settings={group.settings} />
        </>
      )}
    </>
  );
}

function LagChart({ part, lag: now }: { readonly part: string; readonly lag: number }) {
  const answer = useRunQuery<'lag'>(({ cursor }: RunState) => ({
    kind: 'lag',
    part,
    fromMs: Math.max(0, cursor.atMs - DEPTH_SPAN_MS),
    toMs: cursor.atMs,
  }));
  const { atMs, lag } = answer?.result ?? { atMs: [], lag: [] };
  return (
    <StepChart
      title={streamText.lag}
      steps={answer === null ? null : { atMs, ready: lag }}
      fromMs={answer?.query.fromMs ?? 0}
      toMs={answer?.query.toMs ?? 0}
      now={now}
      said={streamText.lagSaid}
      kills={[]}
    />
  );
}

function Members({ group }: { readonly group: GroupResult }) {
  const { topology } = useRunContext();
  const { select } = useRunActions();
  const labelOf = (id: string): string => topology.parts.find((one) => one.id === id)?.label ?? id;
  return (
    <Section title={streamText.members} note={group.members.length}>
      {group.members.length === 0 && <p className={styles.empty}>{streamText.noMembers}</p>}
      <ul className={styles.rows}>
        {group.members.map(({ service, instance, owned, sinceHeardMs, joined }) => (
          <li key={`${service} ${instance}`} className={tables.member}>
            <LinkButton label={labelOf(service)} onClick={() => select({ part: service })}>
              {streamText.member(labelOf(service), instance)}
            </LinkButton>
            <span className="num">
              {!joined
                ? streamText.joining
                : owned.length === 0
                  ? streamText.ownsNothing
                  : owned.map((one) => streamText.partitionShort(one.partition)).join(' ')}
            </span>
            <span className={sinceHeardMs * 2 > group.sessionTimeoutMs ? styles.hot : styles.quiet}>
              {streamText.heard(sinceHeardMs, group.sessionTimeoutMs)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Offsets({ group }: { readonly group: GroupResult }) {
  const { topology } = useRunContext();
  const labelOf = (id: string): string => topology.parts.find((one) => one.id === id)?.label ?? id;
  const several = new Set(group.partitions.map(({ stream }) => stream)).size > 1;
  return (
    <Section title={streamText.partitions} note={group.partitions.length}>
      <div className={tables.scroll} tabIndex={0} role="group" aria-label={streamText.partitions}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">{streamText.partition}</th>
              <th scope="col">{streamText.committed}</th>
              <th scope="col">{streamText.end}</th>
              <th scope="col">{streamText.lag}</th>
              <th scope="col">{streamText.owner}</th>
            </tr>
          </thead>
          <tbody>
            {group.partitions.map(({ stream, partition, lag, owner, ...offsets }) => (
              <tr key={`${stream} ${partition}`}>
                <th scope="row">
                  {several ? `${labelOf(stream)} ` : ''}
                  {streamText.partitionShort(partition)}
                </th>
                <Committed {...offsets} />
                <td>{offsets.endOffset}</td>
                <td>{lag ?? ''}</td>
                <td className={owner === null ? tables.hot : undefined}>
                  {owner === null
                    ? streamText.nobody
                    : streamText.member(labelOf(owner.service), owner.instance)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** Where the group has come to, and whether that is still there. */
function Committed(props: { readonly committed: number | null; readonly startOffset: number }) {
  const { committed, startOffset } = props;
  if (committed === null) return <td>{streamText.notYet}</td>;
  if (committed >= startOffset) return <td>{committed}</td>;
  return <td className={tables.hot}>{streamText.gone(committed)}</td>;
}

/** Of a share group: what its members hold, and what waits to be handed out again. */
function InFlight({ group }: { readonly group: GroupResult }) {
  return (
    <Section title={streamText.inFlight} note={group.inFlight.length}>
      <ul className={styles.rows}>
        {group.inFlight.map(({ stream, partition, offset, count, lockedBy }) => (
          <li key={`${stream} ${partition} ${offset}`} className={tables.member}>
            <span className="num">
              {streamText.partitionShort(partition)} {offset}
            </span>
            <span>{streamText.lockedBy(lockedBy)}</span>
            <span className={styles.quiet}>{streamText.deliveries(count)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
