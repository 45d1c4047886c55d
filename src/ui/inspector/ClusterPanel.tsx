/** A cluster with what stands in it, and one of its broker nodes: what it leads and keeps. */
import type { BrokerNodeView, ClusterView, PartitionView } from '../../projection';
import { useRunActions } from '../run';
import { formatCount } from '../time';
import { Button } from '../tokens';
import { useByHand } from './byHand';
import styles from './inspector.module.css';
import { LinkButton } from './QueueMessages';
import { Head, Section, Stats } from './Section';
import { ServiceGlyph, StreamGlyph } from './smallGlyphs';
import { streamText } from './streamMessages.en';

interface PanelProps {
  readonly view: ClusterView;
  readonly onClose?: () => void;
}

export function ClusterPanel({ view, onClose }: PanelProps) {
  const { select } = useRunActions();
  const { id, streams, groups, nodes } = view;
  return (
    <>
      <Head
        glyph={<StreamGlyph />}
        title={view.label}
        note={streamText.kinds.cluster(view.note)}
        onClose={onClose}
      />
      <Section title={streamText.streams}>
        <ul className={styles.rows}>
          {streams.map(({ id: stream, label, note, partitions }) => (
            <li key={stream} className={`${styles.row} ${styles.queueRow}`}>
              <span className="mono">
                <LinkButton label={note} onClick={() => select({ part: stream })}>
                  {label}
                </LinkButton>
              </span>
              <span className={styles.quiet}>
                {streamText.count(partitions.length, 'partition', 'partitions')}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={streamText.groups}>
        <ul className={styles.rows}>
          {groups.map(({ id: group, label, lag, state }) => (
            <li key={group} className={`${styles.row} ${styles.queueRow}`}>
              <span className="mono">
                <LinkButton label={state} onClick={() => select({ part: group })}>
                  {label}
                </LinkButton>
              </span>
              <span className={styles.quiet}>
                {streamText.lag} {formatCount(lag)}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={streamText.nodes}>
        <ul className={styles.rows}>
          {nodes.map(({ number, alive, leads }) => (
            <li key={number} className={`${styles.row} ${styles.queueRow}`}>
              <LinkButton
                label={streamText.kinds.node(view.label)}
                onClick={() => select({ part: id, node: number })}
              >
                {streamText.node(number)}
              </LinkButton>
              <span className={alive ? styles.quiet : styles.hot}>
                {alive ? streamText.leadsCount(leads) : streamText.dead}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

interface NodePanelProps extends PanelProps {
  readonly node: BrokerNodeView;
}

/** One broker node. */
export function NodePanel({ view, node, onClose }: NodePanelProps) {
  const actions = useRunActions();
  const byHand = useByHand();
  const { number, alive } = node;
  const partitions = view.streams.flatMap(({ id, label, partitions: all }) =>
    all.map((partition) => ({ stream: id, label, partition })),
  );
  const keeps = ({ partition }: { readonly partition: PartitionView }) =>
    partition.replicas.find((replica) => replica.node === number);
  const led = partitions.filter(({ partition }) => partition.leader?.node === number);
  const copied = partitions.filter(
    (one) => keeps(one) !== undefined && one.partition.leader?.node !== number,
  );
  const toggle = () => (alive ? actions.kill(view.id, number) : actions.revive(view.id, number));
  return (
    <>
      <Head
        glyph={<ServiceGlyph />}
        title={streamText.node(number)}
        note={streamText.kinds.node(view.label)}
        onClose={onClose}
      />
      <Stats
        stats={[
          { label: streamText.state, value: alive ? streamText.alive : streamText.dead },
          { label: streamText.leads, value: formatCount(led.length) },
          { label: streamText.copies, value: formatCount(copied.length) },
        ]}
      />
      <div className={styles.foot}>
        <Button size="small" {...byHand.control} onClick={() => byHand.act(toggle)}>
          {alive ? streamText.killNode(number) : streamText.reviveNode(number)}
        </Button>
        <Button
          size="small"
          look="quiet"
          icon="chevronLeft"
          onClick={() => actions.select({ part: view.id })}
        >
          {view.label}
        </Button>
      </div>
      {[
        { title: streamText.leads, of: led },
        { title: streamText.copies, of: copied },
      ].map(({ title, of }) => (
        <Section key={title} title={title} note={of.length}>
          {of.length === 0 && <p className={styles.empty}>{streamText.nothing}</p>}
          <ul className={styles.rows}>
            {of.map((one) => (
              <li
                key={`${one.stream} ${one.partition.number}`}
                className={`${styles.row} ${styles.queueRow}`}
              >
                <LinkButton label={one.label} onClick={() => actions.select({ part: one.stream })}>
                  {`${one.label} ${streamText.partitionShort(one.partition.number)}`}
                </LinkButton>
                <span className={keeps(one)?.inSync === true ? styles.quiet : styles.hot}>
                  {keeps(one)?.inSync === true ? streamText.inSync : streamText.behind}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </>
  );
}
