// Owns one of two compared runs as the pair sees it: its commands with the frames that follow them.
// When what is sent belongs to pair.ts.
import type { Frame, Topology } from '../../timeline';
import type { Command, OpenRun, Reply } from '../protocol';
import type { EngineClient, RunListener } from './client';
import { EngineLost } from './conversation';

type WithoutRun<C> = C extends Command ? Omit<C, 'run'> : never;
/** What is sent to a run; the member adds which one. */
export type MemberCommand = WithoutRun<Exclude<Command, { kind: 'open' | 'close' }>>;

/** What happens to a member. */
export interface MemberListener {
  /** It has shown all that it owed. */
  settled(): void;
  lost(reason: string): void;
  rebuilt(): void;
  failed(reason: string): void;
}

/** One of the two. */
export class Member implements RunListener {
  /** The last frame; it comes with the opening. */
  frameShown: Frame | undefined;
  isThere = true;
  private topologyShown: Topology | undefined;
  private number = -1;
  /** Commands whose last frame has not come yet. */
  private owed = 1;

  constructor(
    private readonly client: EngineClient,
    private readonly onFrame: (frame: Frame) => void,
    private readonly listener: MemberListener,
  ) {}

  get topology(): Topology {
    if (!this.topologyShown) throw new Error('The run has not been opened');
    return this.topologyShown;
  }

  /** Its latest frame. Throws before it was opened. */
  get shown(): Frame {
    if (!this.frameShown) throw new Error('The run has not been shown');
    return this.frameShown;
  }

  get isSettled(): boolean {
    return this.owed === 0;
  }

  async open(open: OpenRun): Promise<void> {
    const { run, opened } = await this.client.open(open, this);
    this.number = run;
    this.topologyShown = opened.topology;
  }

  /** Undefined if the engine went before it answered. A frame follows what is answered well. */
  async send(command: MemberCommand): Promise<Reply | undefined> {
    const isQuestion = command.kind === 'query';
    if (!isQuestion) this.owed++;
    try {
      const reply = await this.client.request({ ...command, run: this.number });
      if (!reply.ok && !isQuestion) this.pay();
      if (reply.ok && reply.value.kind === 'restarted') this.topologyShown = reply.value.topology;
      return reply;
    } catch (error) {
      if (error instanceof EngineLost) return undefined;
      throw error;
    }
  }

  frame(frame: Frame): void {
    this.frameShown = frame;
    this.onFrame(frame);
    const { facts, head } = frame;
    // A long answer comes in several frames; the last one has the last fact.
    if (facts.from + facts.count > head.seq) this.pay();
  }

  lost(reason: string): void {
    this.isThere = false;
    this.owed = 0;
    this.listener.lost(reason);
  }

  rebuilt(topology: Topology): void {
    this.topologyShown = topology;
    this.isThere = true;
    this.owed = 0;
    this.listener.rebuilt();
  }

  failed(reason: string): void {
    this.isThere = false;
    this.owed = 0;
    this.listener.failed(reason);
  }

  /** Nobody is to wait for what it owes any more. */
  close(): void {
    if (this.number >= 0) this.client.close(this.number);
    this.owed = 0;
    this.listener.settled();
  }

  private pay(): void {
    this.owed = Math.max(0, this.owed - 1);
    if (this.isSettled) this.listener.settled();
  }
}
