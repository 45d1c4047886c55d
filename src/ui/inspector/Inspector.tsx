/**
 * The inspector: what is known of the selected part or message at the cursor. It chooses the panel;
 * where the inspector stands on the page (column, drawer, sheet) is the page's.
 */
import { type BrokerView, isRunning } from '../../projection';
import { type RunState, useRun, useRunActions, useRunContext } from '../run';
import { formatCount } from '../time';
import { ClusterPanel, NodePanel } from './ClusterPanel';
import { GroupPanel } from './GroupPanel';
import styles from './inspector.module.css';
import { MessagePanel } from './MessagePanel';
import { text } from './messages.en';
import { LinkButton } from './QueueMessages';
import { QueuePanel } from './QueuePanel';
import { RunningPanel } from './RunningPanel';
import { Head, Section } from './Section';
import { QueueGlyph } from './smallGlyphs';
import { StreamPanel } from './StreamPanel';

interface InspectorProps {
  /** Closes the inspector where it covers something; without it there is no such button. */
  readonly onClose?: () => void;
}

export function Inspector({ onClose }: InspectorProps) {
  const { topology } = useRunContext();
  const selection = useRun((state) => state.selection);
  const name = selection?.message ?? selection?.part ?? text.nothing;
  const label = topology.parts.find(({ id }) => id === name)?.label ?? name;
  return (
    <section className={styles.inspector} aria-label={text.inspector(label)}>
      {selection === null ? (
        <Nothing onClose={onClose} />
      ) : selection.message !== undefined ? (
        <MessagePanel
          key={name}
          message={selection.message}
          part={selection.part}
          onClose={onClose}
        />
      ) : (
        <PartPanel
          key={`${name} ${selection.node ?? ''}`}
          part={selection.part ?? ''}
          node={selection.node}
          onClose={onClose}
        />
      )}
    </section>
  );
}

function Nothing({ onClose }: InspectorProps) {
  return (
    <>
      <Head glyph={<QueueGlyph />} title={text.nothing} note="" onClose={onClose} />
      <p className={styles.nothing}>{text.nothingExplained}</p>
    </>
  );
}

interface PartPanelProps extends InspectorProps {
  readonly part: string;
  /** Of a cluster: the broker node. */
  readonly node: number | undefined;
}

function PartPanel({ part, node: number, onClose }: PartPanelProps) {
  const { topology } = useRunContext();
  const kind = topology.parts.find(({ id }) => id === part)?.kind;
  const host = topology.parts[topology.parts.find(({ id }) => id === part)?.host ?? 0].id;
  const nodeId = kind === 'exchange' ? host : part;
  const view = useRun((state: RunState) => state.stage.nodes[nodeId]);
  if (kind === 'queue') return <QueuePanel part={part} onClose={onClose} />;
  if (kind === 'stream') return <StreamPanel part={part} onClose={onClose} />;
  if (kind === 'group') return <GroupPanel part={part} onClose={onClose} />;
  if (view === undefined) return <Nothing onClose={onClose} />;
  if (isRunning(view)) return <RunningPanel view={view} onClose={onClose} />;
  if (view.kind === 'broker') return <BrokerPanel view={view} onClose={onClose} />;
  const node = number === undefined ? undefined : view.nodes.at(number);
  return node === undefined ? (
    <ClusterPanel view={view} onClose={onClose} />
  ) : (
    <NodePanel view={view} node={node} onClose={onClose} />
  );
}

function BrokerPanel({ view, onClose }: InspectorProps & { readonly view: BrokerView }) {
  const { select } = useRunActions();
  return (
    <>
      <Head
        glyph={<QueueGlyph />}
        title={view.label}
        note={text.kinds.broker(view.note)}
        onClose={onClose}
      />
      <Section title={text.queues}>
        <ul className={styles.rows}>
          {view.queues.map(({ id, label, note, ready, consumed }) => (
            <li key={id} className={`${styles.row} ${styles.queueRow}`}>
              <span className="mono">
                <LinkButton label={note} onClick={() => select({ part: id })}>
                  {label}
                </LinkButton>
              </span>
              <span className={consumed || ready === 0 ? styles.quiet : styles.hot}>
                {text.readyCount(formatCount(ready))}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
