// Owns the page's runs across the lives of engines: when one is lost, a new one is started and the
// runs are opened again. It does not pace time, and holds nothing that a run's frames say.
import type { Frame, Topology } from '../../timeline';
import type { Command, Failure, OpenRun, Reply, ReplyValue } from '../protocol';
import { Conversation, EngineLost } from './conversation';
import type { StartEngine } from './engineProcess';
import { History } from './history';

/** A second loss within this time, in real ms, is not answered by a third engine. */
const LOSSES_APART_MS = 10_000;

/** What was found when a run was opened. */
export type Opened = Extract<ReplyValue, { kind: 'opened' }>;

/** A run could not be opened: the author's faults, or a bug of ours. */
class OpenError extends Error {
  override readonly name = 'OpenError';

  constructor(readonly failure: Failure) {
    super(`The run could not be opened: ${JSON.stringify(failure)}`);
  }
}

/** What happens to a run besides the replies to its own commands. */
export interface RunListener {
  frame(frame: Frame): void;
  /** The engine is gone; a new one is being started. Commands are refused until `rebuilt`. */
  lost(reason: string): void;
  /** The run is there again, where it was, as far as it was kept. */
  rebuilt(topology: Topology): void;
  /** It could not be made again; `retry` tries once more. */
  failed(reason: string): void;
}

interface ClientRun {
  readonly number: number;
  readonly open: OpenRun;
  readonly listener: RunListener;
  readonly history: History;
  lastFrame: Frame | undefined;
  /** Is told of the next frame, while the run is made again. */
  shown: (() => void) | undefined;
  /** Where it stood when its engine was lost, until it stands there again. */
  target: Frame | undefined;
  /** False while it is opened for the first time. */
  isOpen: boolean;
}

/** All runs of a page, in one engine at a time. The engine is started with the first run. */
export class EngineClient {
  private conversation: Conversation | undefined;
  private readonly runs = new Map<number, ClientRun>();
  private lastNumber = 0;
  private lostAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly start: StartEngine) {}

  /**
   * Opens a run; its frames go to `listener` from then on. Resolves with its number and what was
   * found. Throws OpenError, or EngineLost if the engine went meanwhile.
   */
  async open(open: OpenRun, listener: RunListener): Promise<{ run: number; opened: Opened }> {
    const number = ++this.lastNumber;
    const history = new History();
    const unseen = { lastFrame: undefined, shown: undefined, target: undefined };
    const run: ClientRun = { number, open, listener, history, ...unseen, isOpen: false };
    this.runs.set(number, run);
    try {
      this.conversation ??= this.converse();
      const opened = await this.openIn(this.conversation, run, open);
      run.isOpen = true;
      return { run: number, opened };
    } catch (error) {
      this.runs.delete(number);
      throw error;
    }
  }

  /** Sends a command to a run; resolves with the reply, rejects with EngineLost. */
  async request(command: Exclude<Command, { kind: 'open' | 'close' }>): Promise<Reply> {
    const run = this.runs.get(command.run);
    if (!run) return { ok: false, failure: { kind: 'unknownRun' } };
    if (!this.conversation) throw new EngineLost('There is no engine');
    const reply = await this.conversation.request(command);
    // The command's own frame follows its reply: this is still the one before.
    if (reply.ok) run.history.keep(command, run.lastFrame);
    return reply;
  }

  /** Forgets a run; what storage has of it stays. The engine stays for the next one. */
  close(run: number): void {
    if (this.runs.delete(run)) this.conversation?.request({ kind: 'close', run }).catch(ignoreLoss);
  }

  /** A person asks for another engine after one too many was lost. */
  retry(): void {
    this.lostAtMs = Number.NEGATIVE_INFINITY;
    this.conversation?.end();
    for (const { listener } of this.openRuns()) listener.lost('');
    this.rebuild();
  }

  private openRuns(): ClientRun[] {
    return [...this.runs.values()].filter(({ isOpen }) => isOpen);
  }

  private converse(): Conversation {
    return new Conversation(this.start, {
      frame: (frame) => {
        const run = this.runs.get(frame.run);
        if (!run) return;
        run.lastFrame = frame;
        run.shown?.();
        run.listener.frame(frame);
      },
      lost: (reason) => this.lost(reason),
    });
  }

  private lost(reason: string): void {
    const nowMs = performance.now();
    const isAgain = nowMs - this.lostAtMs < LOSSES_APART_MS;
    this.lostAtMs = nowMs;
    this.conversation = undefined;
    for (const { listener } of this.openRuns()) {
      if (isAgain) listener.failed(reason);
      else listener.lost(reason);
    }
    if (!isAgain) this.rebuild();
  }

  private rebuild(): void {
    const conversation = this.converse();
    this.conversation = conversation;
    for (const run of this.openRuns()) void this.reopen(conversation, run);
  }

  /** From storage, which knows the run up to a moment ago; else by doing everything again. */
  private async reopen(conversation: Conversation, run: ClientRun): Promise<void> {
    const { number, open, listener } = run;
    const target = (run.target ??= run.lastFrame);
    const isStored = open.storedAs !== null;
    try {
      let { topology } = await this.openIn(conversation, run, { ...open, resume: isStored });
      if (isStored) {
        if (target && !target.live) {
          const to = { kind: 'fact', seq: target.cursor.seq } as const;
          await conversation.request({ kind: 'seek', run: number, to });
        }
      } else {
        const restarted = await run.history.redo(number, target, {
          request: (command) => requestFrame(conversation, run, command),
          frame: () => run.lastFrame,
        });
        topology = restarted ?? topology;
      }
      run.target = undefined;
      listener.rebuilt(topology);
    } catch (error) {
      // A loss has been told already, to all runs.
      if (!(error instanceof EngineLost)) listener.failed(String(error));
    }
  }

  private async openIn(conversation: Conversation, run: ClientRun, open: OpenRun): Promise<Opened> {
    const reply = await conversation.request({ kind: 'open', run: run.number, open });
    if (!reply.ok) throw new OpenError(reply.failure);
    if (reply.value.kind !== 'opened')
      throw new Error(`"open" was answered by ${reply.value.kind}`);
    return reply.value;
  }
}

/** Resolves with the reply once its frame has come. Throws what went wrong instead. */
async function requestFrame(
  conversation: Conversation,
  run: ClientRun,
  command: Command,
): Promise<Reply> {
  const reply = await conversation.request(command);
  if (!reply.ok) throw new OpenError(reply.failure);
  // Frames follow their replies. An engine lost in between is told of by the conversation.
  await new Promise<void>((resolve) => (run.shown = resolve));
  return reply;
}

function ignoreLoss(error: unknown): void {
  if (!(error instanceof EngineLost)) throw error;
}
