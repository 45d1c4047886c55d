/**
 * The engine's side of the conversation: runs by number, commands in, replies and frames out. It
 * has no clock, no storage and no network of its own; the same code runs in the worker and in
 * Node.
 */
import type { GoalModule, Scenario } from '../scenario';
import type { StorageReply } from '../storage/segments';
import {
  assertNever,
  type Frame,
  InvariantError,
  parseScenario,
  Run,
  type RunParts,
  ScenarioError,
} from '../timeline';
import type { Behaviour, Behaviours } from '../world';
import type { Command, Failure, Message, OpenRun, Reply, ReplyValue, Request } from './protocol';
import { Recorder, type SendToStorage } from './recorder';
import { type LoadedRun, reopen } from './reopen';

/** Version of the engine's protocol. */
const VERSION = '1';

/** What the engine is given by where it runs. */
export interface HostServices {
  /** Posts to the page; buffers in `transfer` are given away. */
  post(message: Message, transfer: ArrayBuffer[]): void;
  /** Loads a handler's emitted code. Throws what is wrong with it. */
  loadBehaviour(code: string): Behaviour;
  /** Loads a lesson's goals. */
  loadGoals(code: string): GoalModule;
  /** Sends to storage, or null where nothing is kept. */
  readonly storage: SendToStorage | null;
}

interface OpenedRun {
  readonly run: Run;
  readonly open: OpenRun;
  recorder: Recorder | undefined;
}

const NONE: ReplyValue = { kind: 'none' };
const done = (value: ReplyValue = NONE): Reply => ({ ok: true, value });

/** All runs of one engine. */
export class EngineHost {
  private readonly runs = new Map<number, OpenedRun>();
  /** Runs whose facts are being loaded; what is asked of them waits. */
  private readonly opening = new Map<number, Request[]>();
  private readonly loads = new Map<number, (reply: StorageReply) => void>();
  private storageNumber = 0;

  constructor(private readonly services: HostServices) {
    services.post({ kind: 'ready', version: VERSION }, []);
  }

  /** Carries out a command and answers it; a frame follows if something changed. */
  handle(request: Request): void {
    const { command, number } = request;
    const waiting = this.opening.get(command.run);
    if (waiting !== undefined) {
      waiting.push(request);
      return;
    }
    try {
      if (command.kind === 'open') this.open(number, command.run, command.open);
      else this.carryOut(number, command);
    } catch (error) {
      // Something may have broken off half-way: that is not kept.
      this.runs.get(command.run)?.recorder?.holdBack();
      this.reply(number, { ok: false, failure: failureOf(error) });
    }
  }

  /** Storage has answered something. */
  fromStorage(reply: StorageReply): void {
    const load = this.loads.get(reply.number);
    if (load !== undefined) {
      this.loads.delete(reply.number);
      load(reply);
      return;
    }
    for (const { recorder } of this.runs.values()) recorder?.answered(reply.number);
  }

  private reply(number: number, reply: Reply): void {
    this.services.post({ kind: 'reply', number, reply }, []);
  }

  private open(number: number, id: number, open: OpenRun): void {
    const parts = this.partsOf(open);
    const { storage } = this.services;
    if (storage === null || open.storedAs === null || !open.resume) {
      this.opened(number, id, open, new Run(parts), 'new');
      return;
    }
    this.opening.set(id, []);
    const load = ++this.storageNumber;
    this.loads.set(load, (reply) => this.loaded({ number, id, open, parts, reply }));
    storage({ kind: 'load', number: load, id: open.storedAs }, []);
  }

  private loaded(request: {
    readonly number: number;
    readonly id: number;
    readonly open: OpenRun;
    readonly parts: RunParts;
    readonly reply: StorageReply;
  }): void {
    const { number, id, open, parts, reply } = request;
    const waiting = this.opening.get(id) ?? [];
    this.opening.delete(id);
    try {
      if (reply.kind === 'loaded' && reply.run !== null) {
        const again = reopen(parts, open, reply as LoadedRun); // its run is there
        this.opened(number, id, open, again.run, again.found);
      } else {
        this.opened(number, id, open, new Run(parts), 'new');
      }
    } catch (error) {
      this.reply(number, { ok: false, failure: failureOf(error) });
    }
    for (const request of waiting) this.handle(request);
  }

  private opened(
    number: number,
    id: number,
    open: OpenRun,
    run: Run,
    found: 'new' | 'resumed' | 'rerun' | 'rerunDiffers',
  ): void {
    const opened: OpenedRun = { run, open, recorder: undefined };
    this.runs.set(id, opened);
    this.record(opened, found !== 'resumed');
    this.show(id, number, { kind: 'opened', topology: run.topology, found });
  }

  private record(opened: OpenedRun, fresh: boolean): void {
    const { storage } = this.services;
    const { storedAs, scenario, handlers, goals } = opened.open;
    if (storage === null || storedAs === null) return;
    const next = (): number => ++this.storageNumber;
    const kept = { id: storedAs, scenario, handlers, goals };
    opened.recorder = new Recorder(kept, opened.run, storage, next, fresh);
  }

  private partsOf(open: OpenRun): RunParts {
    const scenario = parseScenario(open.scenario);
    return {
      scenario,
      seed: open.seed ?? scenario.seed,
      behaviours: this.behavioursOf(scenario, open.handlers),
      goals: open.goals === null ? null : this.services.loadGoals(open.goals),
      waits: open.waits,
    };
  }

  private behavioursOf(scenario: Scenario, handlers: OpenRun['handlers']): Behaviours {
    const behaviours = new Map<string, Behaviour>();
    scenario.parts.forEach((part, index) => {
      if (part.kind !== 'service') return;
      const code = handlers[part.handler];
      if (code === undefined) {
        throw new ScenarioError([
          {
            code: 'noHandler',
            path: `parts[${index}].handler`,
            message: `there is no file "${part.handler}"`,
            hint: `known: ${Object.keys(handlers).join(', ')}`,
          },
        ]);
      }
      behaviours.set(part.id, this.services.loadBehaviour(code));
    });
    return behaviours;
  }

  private carryOut(number: number, command: Exclude<Command, { kind: 'open' }>): void {
    const opened = this.runs.get(command.run);
    if (opened === undefined) {
      this.reply(number, { ok: false, failure: { kind: 'unknownRun' } });
      return;
    }
    if (command.kind === 'query') {
      const result = opened.run.query(command.query);
      this.reply(number, done({ kind: 'result', result }));
      return;
    }
    if (command.kind === 'close') {
      opened.recorder?.finish();
      this.runs.delete(command.run);
      this.reply(number, done());
      return;
    }
    this.show(command.run, number, this.change(opened, command));
  }

  /** Commands that change a run or where it is looked at. */
  private change(
    opened: OpenedRun,
    command: Exclude<Command, { kind: 'open' | 'close' | 'query' }>,
  ): ReplyValue {
    const { run } = opened;
    switch (command.kind) {
      case 'advance':
        run.advance(command.toMs, command.maxFacts);
        return NONE;
      case 'seek':
        run.seek(command.to);
        return NONE;
      case 'intervene':
        return outcomeOf(run, run.intervene(command.intervention));
      case 'undo':
        return run.undo() ? NONE : { kind: 'refused', reason: 'nothingToUndo' };
      case 'fork':
        return forked(run, command);
      case 'switchBranch':
        return run.switchTo(command.branch) ? NONE : { kind: 'refused', reason: 'noSuchBranch' };
      case 'checkpoint':
        run.checkpoint(command.label);
        return NONE;
      case 'answer':
        run.answer(command.answer);
        return NONE;
      case 'restart': {
        const again = new Run({ ...run.parts, seed: command.seed });
        const next: OpenedRun = { run: again, open: opened.open, recorder: undefined };
        this.runs.set(command.run, next);
        this.record(next, true);
        return { kind: 'restarted', topology: again.topology };
      }
      default:
        return assertNever(command);
    }
  }

  /** Answers a command that changed something, and shows it: frames follow their reply. */
  private show(id: number, number: number, value: ReplyValue): void {
    const opened = this.runs.get(id);
    if (opened === undefined) return;
    const { run, recorder } = opened;
    // Made before it is promised: if it cannot be, the reply says so.
    let frame = run.frame(id, number);
    this.reply(number, done(value));
    this.services.post({ kind: 'frame', frame }, buffersOf(frame));
    while (run.hasMoreFacts) {
      frame = run.frame(id, number);
      this.services.post({ kind: 'frame', frame }, buffersOf(frame));
    }
    recorder?.changed();
  }
}

function buffersOf(frame: Frame): ArrayBuffer[] {
  const { parts, instances, slots, flights, sparks, facts } = frame;
  const { partitions, cells, readers, members, groups, nodes } = frame;
  const columns = [
    ...[parts, instances, slots, flights, sparks, facts.columns],
    ...[partitions, cells, readers, members, groups, nodes],
  ];
  return columns.map(({ buffer }) => buffer as ArrayBuffer); // made for this frame, never shared
}

function outcomeOf(run: Run, refusal: string | undefined): ReplyValue {
  return refusal === undefined
    ? { kind: 'applied', seq: run.cursor.seq }
    : { kind: 'refused', reason: refusal };
}

function forked(run: Run, command: Extract<Command, { kind: 'fork' }>): ReplyValue {
  const { change, label, keepLater } = command;
  if (change !== null) {
    const outcome = run.forkWith(change, label, keepLater);
    return outcome.kind === 'refused' ? outcome : { kind: 'branch', branch: outcome.branch };
  }
  const branch = run.fork(label, keepLater);
  return branch < 0 ? { kind: 'refused', reason: 'tooManyBranches' } : { kind: 'branch', branch };
}

/** Says what went wrong as data. */
function failureOf(error: unknown): Failure {
  if (error instanceof ScenarioError) return { kind: 'scenario', faults: error.faults };
  if (error instanceof InvariantError) {
    const { message, seed, seq } = error;
    return { kind: 'invariant', message, seed, seq };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'invariant', message, seed: 0, seq: -1 };
}
