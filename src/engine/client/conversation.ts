// Owns one conversation with one engine: requests by number, their replies, and the suspicion that
// no reply will come. It does not know what to do about an engine that is lost.
import type { Frame } from '../../timeline';
import type { Command, Message, Reply } from '../protocol';
import type { EngineProcess, StartEngine } from './engineProcess';

/** How long the engine may take to answer a command, in real ms. */
const REPLY_MS_MAX = 1_500;
/** Opening a run may start the engine, and read or make again a long journal. */
const OPEN_MS_MAX = 20_000;
/** A reply may stand in line behind a page that was busy or asleep: it gets this much to arrive. */
const LAST_CHANCE_MS = 250;

/** The engine went before it answered. */
export class EngineLost extends Error {
  override readonly name = 'EngineLost';
}

export interface ConversationListener {
  frame(frame: Frame): void;
  /** The engine failed, or did not answer in time. Said once; it has been ended. */
  lost(reason: string): void;
}

interface Asked {
  readonly answer: (reply: Reply) => void;
  readonly refuse: (error: EngineLost) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** A conversation begins with its engine and ends with it. */
export class Conversation {
  private readonly engine: EngineProcess;
  private readonly asked = new Map<number, Asked>();
  private lastNumber = 0;
  private hasEnded = false;

  constructor(
    start: StartEngine,
    private readonly listener: ConversationListener,
  ) {
    this.engine = start({
      message: (message) => this.hear(message),
      failed: (reason) => this.lose(reason),
    });
  }

  /** Resolves with the engine's reply; rejects with EngineLost if there will be none. */
  request(command: Command): Promise<Reply> {
    if (this.hasEnded) return Promise.reject(new EngineLost('The engine has ended'));
    const number = ++this.lastNumber;
    return new Promise((answer, refuse) => {
      const allowedMs = command.kind === 'open' ? OPEN_MS_MAX : REPLY_MS_MAX;
      const timer = setTimeout(() => this.suspect(number, command), allowedMs);
      this.asked.set(number, { answer, refuse, timer });
      this.engine.post({ number, command });
    });
  }

  /** Ends the engine; whoever waits for a reply hears of it. */
  end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.engine.end();
    for (const { refuse, timer } of this.asked.values()) {
      clearTimeout(timer);
      refuse(new EngineLost('The engine has ended'));
    }
    this.asked.clear();
  }

  private hear(message: Message): void {
    if (this.hasEnded) return;
    switch (message.kind) {
      case 'ready':
        return;
      case 'frame':
        return this.listener.frame(message.frame);
      case 'reply': {
        const asked = this.asked.get(message.number);
        if (!asked) return;
        this.asked.delete(message.number);
        clearTimeout(asked.timer);
        asked.answer(message.reply);
      }
    }
  }

  private suspect(number: number, { kind }: Command): void {
    setTimeout(() => {
      if (this.asked.has(number)) this.lose(`no answer to "${kind}"`);
    }, LAST_CHANCE_MS);
  }

  private lose(reason: string): void {
    if (this.hasEnded) return;
    this.end();
    this.listener.lost(reason);
  }
}
