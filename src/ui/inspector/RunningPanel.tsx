/**
 * What runs and can be stopped: a service, a workload, an external system. Its counts, its
 * instances with what each holds, and what can be set about it.
 */
import type { ExternalView, InstanceView, ServiceView, WorkloadView } from '../../projection';
import { useRun, useRunActions, useRunContext, useRunQuery } from '../run';
import { formatCount, formatSpan } from '../time';
import { Button, Glyph, IconButton, isGlyphKind } from '../tokens';
import { useByHand } from './byHand';
import { Consumption } from './Consumption';
import styles from './inspector.module.css';
import { text } from './messages.en';
import { ProducerKeys } from './ProducerKeys';
import { LinkButton } from './QueueMessages';
import { RatePanel } from './RatePanel';
import { Head, Section, Stats } from './Section';
import { PodGlyph, ServiceGlyph } from './smallGlyphs';

type Running = ServiceView | WorkloadView | ExternalView;

interface RunningPanelProps {
  readonly view: Running;
  readonly onClose?: () => void;
}

function noteOf(view: Running): string {
  switch (view.kind) {
    case 'service':
      return text.kinds.service;
    case 'workload':
      return view.outside ? text.kinds.outside : text.kinds.workload;
    case 'external':
      return text.kinds.external;
  }
}

export function RunningPanel({ view, onClose }: RunningPanelProps) {
  const outside = view.kind === 'external' || (view.kind === 'workload' && view.outside);
  const glyph = outside ? <Glyph kind="external" size={24} /> : <ServiceGlyph />;
  return (
    <>
      <Head glyph={glyph} title={view.label} note={noteOf(view)} onClose={onClose} />
      {view.deadSinceMs !== null && <Stopped sinceMs={view.deadSinceMs} />}
      {view.kind === 'service' && <ServiceStats view={view} />}
      {view.kind === 'workload' && <RatePanel view={view} />}
      {view.kind === 'external' && <Operations view={view} />}
      <Instances view={view} />
      {view.kind === 'service' && <Consumption service={view.id} label={view.label} />}
      {view.kind !== 'external' && <ProducerKeys part={view.id} label={view.label} />}
      <Links view={view} />
    </>
  );
}

function Stopped({ sinceMs }: { readonly sinceMs: number }) {
  const span = useRun((state) => formatSpan(state.cursor.atMs - sinceMs));
  return (
    <p className={styles.stopped}>
      <Glyph kind="failure" size={16} />
      {text.stoppedFor(span)}
    </p>
  );
}

function ServiceStats({ view }: { readonly view: ServiceView }) {
  return (
    <Stats
      stats={[
        { label: text.handled, value: formatCount(view.total) },
        { label: text.perSecond, value: view.perSecond.toFixed(1) },
        { label: text.inHandTitle, value: String(view.inHand) },
      ]}
    />
  );
}

/** What an external system is asked to do, and how far it has come. */
function Operations({ view }: { readonly view: ExternalView }) {
  const { topology } = useRunContext();
  const answer = useRunQuery<'activity'>({ kind: 'activity', part: view.id });
  const counts = answer?.result.counts ?? {};
  const operations = topology.sends.filter(({ to }) => to === view.index);
  return (
    <>
      <Stats
        stats={[
          { label: text.inProgress, value: String(view.inHand) },
          { label: text.served, value: formatCount(counts.CallServed ?? 0) },
          { label: text.perSecond, value: view.perSecond.toFixed(1) },
        ]}
      />
      <Section title={text.operations}>
        <ul className={styles.rows}>
          {operations.map(({ type, form, from }) => (
            <li key={`${type} ${from}`} className={styles.row}>
              <span className={styles.named}>
                {isGlyphKind(form) && <Glyph kind={form} />}
                {type}
              </span>
              <span className={styles.quiet}>{topology.parts[from].label}</span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function Instances({ view }: { readonly view: Running }) {
  const actions = useRunActions();
  const byHand = useByHand();
  const dead = view.deadSinceMs !== null;
  const alive = view.instances.filter(({ state }) => state !== 'dead').length;
  const all = dead ? text.reviveAll(view.label) : text.killAll(view.label);
  return (
    <Section title={text.instancesTitle} note={text.alive(alive, view.instances.length)}>
      <ul className={styles.rows}>
        {view.instances.map((instance) => (
          <InstanceRow key={instance.number} view={view} instance={instance} />
        ))}
      </ul>
      <div className={styles.instanceActions}>
        <Button
          size="small"
          icon={dead ? 'revive' : 'kill'}
          {...byHand.control}
          onClick={() => byHand.act(() => (dead ? actions.revive(view.id) : actions.kill(view.id)))}
        >
          {all}
        </Button>
        <span className={styles.grow} />
        <IconButton
          look="line"
          size="small"
          icon="minus"
          label={text.removeInstance}
          {...byHand.control}
          onClick={() => byHand.act(() => actions.removeInstance(view.id))}
        />
        <IconButton
          look="line"
          size="small"
          icon="plus"
          label={text.addInstance}
          {...byHand.control}
          onClick={() => byHand.act(() => actions.duplicate(view.id))}
        />
      </div>
    </Section>
  );
}

function InstanceRow({ view, instance }: { view: Running; instance: InstanceView }) {
  const actions = useRunActions();
  const byHand = useByHand();
  const { number, state } = instance;
  const dead = state === 'dead';
  const name = text.instance(view.label, number + 1);
  return (
    <li className={styles.row}>
      <span className={styles.named}>
        <PodGlyph state={state} />
        <span className={dead ? styles.deadName : undefined}>{name}</span>
      </span>
      <span className={styles.quiet}>
        {dead ? text.stopped : state === 'busy' ? text.busy : text.idle}
      </span>
      {view.kind === 'service' && <Holds service={view.id} instance={number} />}
      <Button
        size="small"
        look="quiet"
        aria-label={dead ? text.reviveOne(name) : text.killOne(name)}
        {...byHand.control}
        onClick={() =>
          byHand.act(() => (dead ? actions.revive(view.id, number) : actions.kill(view.id, number)))
        }
      >
        {dead ? text.revive : text.kill}
      </Button>
    </li>
  );
}

/** The orders that an instance has in hand, each leading to its message. */
function Holds({ service, instance }: { readonly service: string; readonly instance: number }) {
  const { select } = useRunActions();
  const answer = useRunQuery<'service'>({ kind: 'service', part: service });
  const holds = answer?.result.instances.find((one) => one.instance === instance)?.holds ?? [];
  return (
    <span className={`mono ${styles.holds}`}>
      {holds.slice(0, 2).map(({ id, correlation }) => (
        <LinkButton
          key={id}
          label={text.showMessage(id)}
          onClick={() => select({ part: service, message: id })}
        >
          {correlation}
        </LinkButton>
      ))}
      {holds.length > 2 && text.more(String(holds.length - 2))}
    </span>
  );
}

function Links({ view }: { readonly view: Running }) {
  const { topology } = useRunContext();
  const { select } = useRunActions();
  const links = topology.links.filter(({ ends }) => ends.includes(view.index));
  if (links.length === 0) return null;
  return (
    <Section title={text.links}>
      <ul className={styles.rows}>
        {links.map(({ ends, latencyMs, jitterMs }) => {
          const other = topology.parts[ends[0] === view.index ? ends[1] : ends[0]];
          return (
            <li key={other.id} className={styles.row}>
              <LinkButton label={other.label} onClick={() => select({ part: other.id })}>
                {other.label}
              </LinkButton>
              <span className={`num ${styles.quiet}`}>{text.latency(latencyMs, jitterMs)}</span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
