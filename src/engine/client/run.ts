// Owns one opened run on the page: it drives playback by the page's clock and gives the rest of the
// page one handle. What is played when belongs to playback.ts, engines to client.ts.
import { createActor, type SnapshotFrom } from 'xstate';
import type { LearnerAnswer } from '../../scenario';
import type { Frame, Query, QueryResult, SeekTarget, Topology } from '../../timeline';
import type { Intervention } from '../../world';
import type { Command, Failure, OpenRun, Reply } from '../protocol';
import { createBeats } from './beats';
import type { EngineClient, Opened, RunListener } from './client';
import { EngineLost } from './conversation';
import { playbackMachine } from './playback';

/** Where playback stands, as a person tells it; `past`: looking, while time stands. */
export type PlaybackName = 'loading' | 'playing' | 'paused' | 'past' | 'rebuilding' | 'failed';

/** A run as it stands, apart from what its frames say. A new object at each change. */
export interface RunSnapshot {
  readonly playback: PlaybackName;
  /** True if the cursor stands at the head of its branch. */
  readonly isLive: boolean;
  /** Virtual milliseconds in a real one. */
  readonly speed: number;
  /** Why it is being rebuilt, or has failed; '' otherwise. */
  readonly reason: string;
  readonly topology: Topology;
}

/** What became of a deed. A refusal's reason is a code of the engine's, or `notReady`. */
export type DeedOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** The engine went; whether it was done is not known. */
  | { readonly kind: 'lost' };

/** What can be done with an opened run. Times are virtual ms. */
export interface RunHandle {
  /** What was found in storage when it was opened. */
  readonly found: Opened['found'];
  snapshot(): RunSnapshot;
  /** Calls the listener after each change of the snapshot; returns what ends that. */
  subscribe(listener: () => void): () => void;
  play(): void;
  pause(): void;
  toggle(): void;
  /** 0.1 to 100; kept within. */
  setSpeed(speed: number): void;
  seek(to: SeekTarget): Promise<DeedOutcome>;
  stepForward(): Promise<DeedOutcome>;
  stepBack(): Promise<DeedOutcome>;
  /** Back to live. */
  head(): Promise<DeedOutcome>;
  /** In the past, this begins a new branch without what was done later. */
  intervene(intervention: Intervention): Promise<DeedOutcome>;
  /** A new future from the cursor in which later interventions happen again. */
  fork(label?: string, change?: Intervention | null): Promise<DeedOutcome>;
  /** A new future from the cursor without them; plays on. */
  resumeHere(label?: string): Promise<DeedOutcome>;
  /** Takes the last intervention back, on a new branch. */
  undo(): Promise<DeedOutcome>;
  switchBranch(branch: number): Promise<DeedOutcome>;
  checkpoint(label: string): Promise<DeedOutcome>;
  answer(answer: LearnerAnswer): Promise<DeedOutcome>;
  /** From the beginning, with this seed. */
  restart(seed: number): Promise<DeedOutcome>;
  /** Null if the engine could not answer. */
  query<K extends Query['kind']>(
    query: Extract<Query, { kind: K }>,
  ): Promise<Extract<QueryResult, { kind: K }> | null>;
  /** After `failed`: tries with another engine. */
  retry(): void;
  /** Ends it on this page; what is kept of it stays. */
  close(): void;
}

/**
 * Opens a run, paused. Every frame goes to `onFrame`, from the first on: facts come only once.
 * Throws OpenError with the author's faults, or EngineLost.
 */
export async function openRun(
  client: EngineClient,
  open: OpenRun,
  onFrame: (frame: Frame) => void,
): Promise<RunHandle> {
  const run = new Run(client, onFrame);
  await run.open(open);
  return run;
}

type Deed = Exclude<Command, { kind: 'open' | 'close' | 'query' | 'advance' }>;
type WithoutRun<C> = C extends Command ? Omit<C, 'run'> : never;

class Run implements RunHandle, RunListener {
  found: Opened['found'] = 'new';
  private readonly actor = createActor(playbackMachine, { input: { speed: 1 } });
  private readonly listeners = new Set<() => void>();
  private number = -1;
  private topology: Topology | undefined;
  private shown: RunSnapshot | undefined;
  private sent: Promise<DeedOutcome> | undefined;
  private readonly beats = createBeats((dtMs) => {
    this.actor.send({ type: 'TICK', dtMs });
    this.changed();
  });
  private isClosed = false;

  constructor(
    private readonly client: EngineClient,
    private readonly onFrame: (frame: Frame) => void,
  ) {
    this.actor.on('send', ({ command }) => {
      this.sent = this.carryOut({ ...command, run: this.number });
    });
    this.actor.subscribe(() => this.changed());
    this.actor.start();
  }

  async open(open: OpenRun): Promise<void> {
    const { run, opened } = await this.client.open(open, this);
    this.number = run;
    this.found = opened.found;
    this.topology = opened.topology;
    this.actor.send({ type: 'SPEED', speed: opened.topology.view.speed });
    this.actor.send({ type: 'OPENED' });
  }

  frame(frame: Frame): void {
    const { cursor, live } = frame;
    this.actor.send({ type: 'FRAME', cursor, live });
    this.onFrame(frame);
  }

  lost(reason: string): void {
    this.actor.send({ type: 'LOST', reason });
  }

  rebuilt(topology: Topology): void {
    this.topology = topology;
    this.actor.send({ type: 'REBUILT' });
  }

  failed(reason: string): void {
    this.actor.send({ type: 'FAILED', reason });
  }

  snapshot(): RunSnapshot {
    if (!this.topology) throw new Error('The run has not been opened');
    const state = this.actor.getSnapshot();
    const { isLive, speed, reason } = state.context;
    const playback = nameOf(state);
    const next = { playback, isLive, speed, reason, topology: this.topology };
    if (!this.shown || !isSame(this.shown, next)) this.shown = next;
    return this.shown;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  play(): void {
    this.actor.send({ type: 'PLAY' });
  }

  pause(): void {
    this.actor.send({ type: 'PAUSE' });
  }

  toggle(): void {
    this.actor.send({ type: 'TOGGLE' });
  }

  setSpeed(speed: number): void {
    this.actor.send({ type: 'SPEED', speed });
  }

  seek(to: SeekTarget): Promise<DeedOutcome> {
    return this.played({ type: 'SEEK', to });
  }

  stepForward(): Promise<DeedOutcome> {
    return this.played({ type: 'STEP', by: 1 });
  }

  stepBack(): Promise<DeedOutcome> {
    return this.played({ type: 'STEP', by: -1 });
  }

  head(): Promise<DeedOutcome> {
    return this.played({ type: 'HEAD' });
  }

  fork(label = '', change: Intervention | null = null): Promise<DeedOutcome> {
    return this.played({ type: 'FORK', label, change });
  }

  resumeHere(label = ''): Promise<DeedOutcome> {
    return this.played({ type: 'RESUME', label });
  }

  intervene(intervention: Intervention): Promise<DeedOutcome> {
    return this.act({ kind: 'intervene', intervention });
  }

  undo(): Promise<DeedOutcome> {
    return this.act({ kind: 'undo' });
  }

  switchBranch(branch: number): Promise<DeedOutcome> {
    return this.act({ kind: 'switchBranch', branch });
  }

  checkpoint(label: string): Promise<DeedOutcome> {
    return this.act({ kind: 'checkpoint', label });
  }

  answer(answer: LearnerAnswer): Promise<DeedOutcome> {
    return this.act({ kind: 'answer', answer });
  }

  restart(seed: number): Promise<DeedOutcome> {
    return this.act({ kind: 'restart', seed });
  }

  async query<K extends Query['kind']>(
    query: Extract<Query, { kind: K }>,
  ): Promise<Extract<QueryResult, { kind: K }> | null> {
    if (!this.isReady()) return null;
    const reply = await this.request({ kind: 'query', run: this.number, query });
    if (!reply?.ok || reply.value.kind !== 'result') return null;
    // The engine answers a query with the result of its kind.
    return reply.value.result as Extract<QueryResult, { kind: K }>;
  }

  retry(): void {
    if (this.snapshot().playback === 'failed') this.client.retry();
  }

  close(): void {
    this.isClosed = true;
    this.beats.stop();
    this.actor.stop();
    this.listeners.clear();
    this.client.close(this.number);
  }

  private isReady(): boolean {
    return !this.isClosed && this.actor.getSnapshot().matches('ready');
  }

  /** Lets playback decide; what it sends for this event is the outcome. */
  private played(event: Parameters<typeof this.actor.send>[0]): Promise<DeedOutcome> {
    this.sent = undefined;
    if (!this.isClosed) this.actor.send(event);
    return this.sent ?? Promise.resolve({ kind: 'refused', reason: 'notReady' });
  }

  /** Sends what playback has no part in but must know of. */
  private act(command: WithoutRun<Deed>): Promise<DeedOutcome> {
    if (!this.isReady()) return Promise.resolve({ kind: 'refused', reason: 'notReady' });
    this.actor.send({ type: 'MOVING' });
    return this.carryOut({ ...command, run: this.number });
  }

  private async carryOut(command: Deed | AdvanceCommand): Promise<DeedOutcome> {
    const reply = await this.request(command);
    if (!reply || this.isClosed) return { kind: 'lost' };
    this.actor.send({
      type: 'ANSWERED',
      isAdvance: command.kind === 'advance',
      isOk: reply.ok,
    });
    if (!reply.ok) {
      this.failed(textOf(reply.failure));
      return { kind: 'lost' };
    }
    const { value } = reply;
    if (value.kind === 'refused') return { kind: 'refused', reason: value.reason };
    if (value.kind === 'restarted') {
      this.topology = value.topology;
      this.changed();
    }
    return { kind: 'done' };
  }

  /** Undefined if the engine went before it answered; the client tells that to `lost`. */
  private async request(
    command: Parameters<EngineClient['request']>[0],
  ): Promise<Reply | undefined> {
    try {
      return await this.client.request(command);
    } catch (error) {
      if (error instanceof EngineLost) return undefined;
      throw error;
    }
  }

  private changed(): void {
    if (this.actor.getSnapshot().matches({ ready: { motion: 'playing' } })) this.beats.ask();
    else this.beats.stop();
    if (!this.topology) return;
    const before = this.shown;
    if (this.snapshot() !== before) this.listeners.forEach((listener) => listener());
  }
}

type AdvanceCommand = Extract<Command, { kind: 'advance' }>;

/** Where playback stands, as a person tells it. */
export function nameOf(state: SnapshotFrom<typeof playbackMachine>): PlaybackName {
  if (state.matches('loading')) return 'loading';
  if (state.matches('rebuilding')) return 'rebuilding';
  if (state.matches('failed')) return 'failed';
  if (state.matches({ ready: { motion: 'playing' } })) return 'playing';
  return state.context.isLive ? 'paused' : 'past';
}

/** True if nothing that a snapshot says differs. */
export function isSame(one: RunSnapshot, other: RunSnapshot): boolean {
  return (
    one.playback === other.playback &&
    one.isLive === other.isLive &&
    one.speed === other.speed &&
    one.reason === other.reason &&
    one.topology === other.topology
  );
}

/** A failure in words, for whoever mends it. */
export function textOf(failure: Failure): string {
  switch (failure.kind) {
    case 'invariant':
      return failure.message;
    case 'scenario':
      return failure.faults.map(({ path, message }) => `${path}: ${message}`).join('\n');
    case 'unknownRun':
      return 'the engine does not know this run';
  }
}
