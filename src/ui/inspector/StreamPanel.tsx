/** A stream: its partitions with leaders, copies and segments, its settings, its records. */
import type { PartitionRow } from '../../projection';
import { useRun, useRunContext, useRunQuery } from '../run';
import { formatAge, formatCount } from '../time';
import { RecordBrowser } from './RecordBrowser';
import { Head, Section, Stats } from './Section';
import { SettingsForm } from './SettingsForm';
import { StreamGlyph } from './smallGlyphs';
import { streamText } from './streamMessages.en';
import tables from './tables.module.css';

interface PanelProps {
  readonly part: string;
  readonly onClose?: () => void;
}

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);

export function StreamPanel({ part, onClose }: PanelProps) {
  const { topology } = useRunContext();
  const { label = part, note = '' } = topology.parts.find(({ id }) => id === part) ?? {};
  const answer = useRunQuery<'stream'>({ kind: 'stream', part });
  const partitions = answer?.result.partitions ?? [];
  const oldest = partitions.flatMap(({ oldestMs }) => oldestMs ?? []);
  const age = useRun(({ cursor }) =>
    oldest.length === 0 ? streamText.none : formatAge(cursor.atMs - Math.min(...oldest)),
  );
  return (
    <>
      <Head
        glyph={<StreamGlyph />}
        title={label}
        note={streamText.kinds.stream(note)}
        mono
        onClose={onClose}
      />
      <Stats
        stats={[
          { label: streamText.records, value: formatCount(answer?.result.records ?? 0) },
          {
            label: streamText.perSecond,
            value: streamText.perSecondValue(answer?.result.perSecond ?? 0),
          },
          { label: streamText.oldest, value: age },
          {
            label: streamText.bytes,
            value: streamText.size(sum(partitions.map((one) => one.bytes))),
          },
        ]}
      />
      <Section title={streamText.partitions} note={partitions.length}>
        <Partitions partitions={partitions} />
      </Section>
      <RecordBrowser part={part} partitionCount={partitions.length} />
      <SettingsForm part={part} settings={answer?.result.settings ?? []} />
    </>
  );
}

function Partitions({ partitions }: { readonly partitions: readonly PartitionRow[] }) {
  return (
    <div className={tables.scroll} tabIndex={0} role="group" aria-label={streamText.partitions}>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{streamText.partition}</th>
            <th scope="col">{streamText.leader}</th>
            <th scope="col">{streamText.inSync}</th>
            <th scope="col">{streamText.offsets}</th>
            <th scope="col">{streamText.bytes}</th>
            <th scope="col">{streamText.segments}</th>
          </tr>
        </thead>
        <tbody>
          {partitions.map((one) => (
            <tr key={one.partition}>
              <th scope="row">{streamText.partitionShort(one.partition)}</th>
              <td className={one.leaderAlive ? undefined : tables.hot}>{leaderText(one)}</td>
              <td>
                {streamText.inSyncCount(
                  one.replicas.filter(({ inSync }) => inSync).length,
                  one.replicas.length,
                )}
              </td>
              <td>{streamText.range(one.startOffset, one.endOffset)}</td>
              <td>{streamText.size(one.bytes)}</td>
              <td>{one.segments.length}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function leaderText({ leader, leaderAlive }: PartitionRow): string {
  if (leader < 0) return streamText.nobody;
  return leaderAlive ? streamText.nodeShort(leader) : streamText.deadNode(leader);
}
