/**
 * Owns what a person does to the parts on the stage, whichever way they do it: by hand, key, menu
 * or bar. It turns the deed into an action of the run, says aloud what became of it, and offers a
 * fork where the deed is tried in the past. Gestures and looks are not its concern.
 */
import {
  assertNever,
  type Intervention,
  isRunning,
  type NodeView,
  type RunningNodeView,
  type Topology,
} from '../../projection';
import type { ActionOutcome, RunContextValue } from '../run';
import type { Point } from './geometry';
import { stageText } from './messages.en';
import { streamText } from './streamMessages.en';
import { nudge, place, type Table } from './table';

/** Longest wait for a frame that shows what was done, in ms of the wall clock. */
const FRAME_WAIT_MS = 500;

export interface StageCommands {
  inspect(part: string): void;
  /** Shows a broker node in the inspector. */
  inspectNode(cluster: string, node: number): void;
  /** Kills a living broker node, revives a dead one. */
  toggleNode(cluster: string, node: number): void;
  /** Moves a node on this stage by so many pixels. */
  nudge(part: string, by: Point): void;
  /** Kills a living part, revives a dead one. */
  toggleLife(part: string): void;
  /** A card was let go of, its top left corner here. */
  drop(part: string, inZone: boolean, at: Point): void;
  killInstance(part: string): void;
  reviveInstance(part: string): void;
  duplicate(part: string): void;
  remove(part: string): void;
  setRate(part: string, perSecond: number): void;
  undo(): void;
  /** Answers the offer of a fork. */
  takeOffer(): void;
  leaveOffer(): void;
}

/** A part that can be killed; undefined for brokers, queues and what is not there. */
export function runningView(
  nodes: { readonly [id: string]: NodeView },
  part: string | undefined,
): RunningNodeView | undefined {
  const view = part === undefined ? undefined : nodes[part];
  return isRunning(view) ? view : undefined;
}

/**
 * The part that a key or a tool means when this one is selected: itself if it runs, the consumer
 * if it is a queue; undefined if neither.
 */
export function targetOf(topology: Topology, selected: string | undefined): string | undefined {
  const part = topology.parts.find(({ id }) => id === selected);
  if (part === undefined) return undefined;
  switch (part.kind) {
    case 'workload':
    case 'service':
    case 'external':
      return part.id;
    case 'queue': {
      const consumption = topology.consumptions.find(({ queue }) => queue === part.index);
      return consumption === undefined ? undefined : topology.parts[consumption.service].id;
    }
    case 'broker':
    case 'exchange':
    case 'cluster':
    case 'stream':
    case 'group':
      return undefined;
    default:
      return assertNever(part.kind);
  }
}

/** Makes the commands of one stage. */
export function createCommands(run: RunContextValue, table: Table): StageCommands {
  const { actions, store, announce } = run;
  const doing = new Doing(run, table);
  const viewOf = (part: string) => runningView(store.getState().stage.nodes, part);
  const { announce: words } = stageText;

  /** Does something to a part that runs. */
  const change = (part: string, kind: ChangeKind, done: (label: string) => string) => {
    const view = viewOf(part);
    if (view !== undefined) void doing.attempt({ kind, part }, done(view.label));
  };
  const changeInstance = (part: string, kind: 'Kill' | 'Revive', done: typeof words.killed) => {
    const view = viewOf(part);
    const wanted = view?.instances.filter(
      ({ state }) => (state === 'dead') === (kind === 'Revive'),
    );
    const instance = wanted?.at(-1)?.number;
    if (view === undefined || instance === undefined) return;
    void doing.attempt({ kind, part, instance }, done(view.label));
  };
  const tell = (outcome: ActionOutcome) => {
    if (outcome.kind === 'refused') announce(outcome.reason);
  };

  return {
    inspect: (part) => actions.select({ part }),
    inspectNode: (part, node) => actions.select({ part, node }),
    toggleNode(part, node) {
      const view = store.getState().stage.nodes[part];
      const now = view?.kind === 'cluster' ? view.nodes.at(node) : undefined;
      if (now === undefined) return;
      const kind = now.alive ? 'Kill' : 'Revive';
      const done = now.alive ? streamText.killedNode(node) : streamText.revivedNode(node);
      void doing.attempt({ kind, part, instance: node }, done);
    },
    nudge: (part, by) => nudge(table, part, by),
    toggleLife(part) {
      const health = viewOf(part)?.health;
      if (health === undefined) announce(stageText.bar.noQueueDies);
      else if (health === 'dead') doing.settle(part, 'home', 'Revive');
      else change(part, 'Kill', words.killed);
    },
    drop(part, inZone, at) {
      const view = viewOf(part);
      if (view === undefined) return;
      const dead = view.health === 'dead';
      if (inZone && dead) place(table, part, at);
      else if (inZone) doing.settle(part, at, 'Kill');
      else if (dead) doing.settle(part, 'home', 'Revive');
      else announce(words.cancelled(view.label));
    },
    killInstance: (part) => changeInstance(part, 'Kill', words.killedInstance),
    reviveInstance: (part) => changeInstance(part, 'Revive', words.revivedInstance),
    duplicate: (part) => change(part, 'AddInstance', words.duplicated),
    remove: (part) => change(part, 'RemoveInstance', words.removed),
    setRate(part, perSecond) {
      const done = stageText.bar.rateAloud(perSecond);
      void doing.attempt({ kind: 'SetRate', part, perSecond }, done);
    },
    undo: () => void actions.undo().then(tell),
    takeOffer() {
      const { offer } = table.getState();
      table.setState({ offer: null });
      if (offer !== null) void actions.fork(offer.change).then(tell);
    },
    leaveOffer: () => table.setState({ offer: null }),
  };
}

type ChangeKind = 'Kill' | 'Revive' | 'AddInstance' | 'RemoveInstance';
/** What the stage changes; the rest of the interventions are the inspector's. */
type StageChange = Extract<Intervention, { kind: ChangeKind | 'SetRate' }>;

/** Carries changes out, one way for all of them. */
class Doing {
  constructor(
    private readonly run: RunContextValue,
    private readonly table: Table,
  ) {}

  /** Does it now, or offers to do it in a fork. True if it was done. */
  async attempt(change: StageChange, done: string): Promise<boolean> {
    const { store, announce } = this.run;
    if (!store.getState().live) {
      this.table.setState({ offer: { part: change.part, change } });
      announce(stageText.past.question);
      return false;
    }
    const outcome = await this.perform(change);
    announce(outcome.kind === 'done' ? done : outcome.reason);
    return outcome.kind === 'done';
  }

  /** Kills or revives a part whose card was put down here; it goes back if that cannot be. */
  settle(part: string, at: Point | 'home', kind: 'Kill' | 'Revive'): void {
    const label = this.view(part)?.label ?? part;
    const words = stageText.announce;
    const done = kind === 'Kill' ? words.killed(label) : words.revived(label);
    place(this.table, part, at);
    void this.attempt({ kind, part }, done).then((isDone) => {
      if (!isDone) place(this.table, part, undefined);
      else setTimeout(() => this.putRight(part), FRAME_WAIT_MS);
    });
  }

  /** A card lies where it was put only while it is dead; on its way home it has arrived. */
  private putRight(part: string): void {
    const at = this.table.getState().places[part];
    const dead = this.view(part)?.health === 'dead';
    if (at !== undefined && (at === 'home' || !dead)) place(this.table, part, undefined);
  }

  private view(part: string) {
    return runningView(this.run.store.getState().stage.nodes, part);
  }

  private perform(change: StageChange): Promise<ActionOutcome> {
    const { actions } = this.run;
    switch (change.kind) {
      case 'Kill':
        return actions.kill(change.part, change.instance);
      case 'Revive':
        return actions.revive(change.part, change.instance);
      case 'AddInstance':
        return actions.duplicate(change.part);
      case 'RemoveInstance':
        return actions.removeInstance(change.part);
      case 'SetRate':
        return actions.setRate(change.part, change.perSecond);
      default:
        return assertNever(change);
    }
  }
}
