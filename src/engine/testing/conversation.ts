/** A host without a page, for specs: commands go in, what it posts is read back at once. */
import { evaluateInNode } from '../../handlers/node';
import type { Frame } from '../../timeline';
import { EngineHost } from '../host';
import { programsOf } from '../programs';
import type { Command, Message, OpenRun, Reply, ReplyValue } from '../protocol';
import { FakeStorage } from './fakeStorage';
import { SHOP } from './processes';

type WithoutRun<C> = C extends { readonly run: number } ? Omit<C, 'run'> : never;
/** A command on run 1. */
export type OnRun = WithoutRun<Command>;

/** A conversation with an engine, storage beside it. */
export class Conversation {
  readonly messages: Message[] = [];
  readonly host: EngineHost;
  private number = 0;

  constructor(readonly storage = new FakeStorage()) {
    this.host = new EngineHost({
      ...programsOf(evaluateInNode, {}),
      post: (message, transfer) => this.messages.push(structuredClone(message, { transfer })),
      storage: this.storage.send,
    });
  }

  /** Opens run 1: the small shop, unless something else is said. Storage answers. */
  open(change: Partial<OpenRun> = {}): ReplyValue {
    const asked = this.send({ kind: 'open', open: { ...SHOP, ...change } });
    this.storage.answer(this.host);
    return valueOf(this.replyTo(asked));
  }

  /** Does something to run 1 and says what came of it. */
  do(command: OnRun): ReplyValue {
    return valueOf(this.replyTo(this.send(command)));
  }

  /** Sends a command; its number. */
  send(command: OnRun, run = 1): number {
    const number = ++this.number;
    this.host.handle({ number, command: { ...command, run } as Command }); // with its run
    return number;
  }

  replyTo(number: number): Reply | undefined {
    for (const message of this.messages) {
      if (message.kind === 'reply' && message.number === number) return message.reply;
    }
    return undefined;
  }

  get frames(): Frame[] {
    return this.messages.flatMap((message) => (message.kind === 'frame' ? [message.frame] : []));
  }

  /** The latest frame. */
  get frame(): Frame {
    return this.frames[this.frames.length - 1];
  }
}

function valueOf(reply: Reply | undefined): ReplyValue {
  if (reply?.ok === true) return reply.value;
  throw new Error(`no value: ${JSON.stringify(reply)}`);
}

/** A beat that lets everything happen up to a time. */
export const advance = (toMs: number): OnRun => ({ kind: 'advance', toMs, maxFacts: 1_000_000 });
