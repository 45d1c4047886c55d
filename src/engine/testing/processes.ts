// Owns engines for specs of the page's side: the real host in this thread, answering a little later
// as a worker would, that can be made to hang or to fail.
import { evaluateInNode } from '../../handlers/node';
import { codeOf } from '../../handlers/testing/handlers';
import { SMALL_SHOP } from '../../timeline/testing/smallShop';
import type { EngineListener, EngineProcess, StartEngine } from '../client/engineProcess';
import { EngineHost } from '../host';
import { programsOf } from '../programs';
import type { Command, Message, OpenRun, Request } from '../protocol';

/** An engine in this thread. */
export class HostProcess implements EngineProcess {
  readonly requests: Command[] = [];
  hasEnded = false;
  /** A hanging engine takes requests and answers none. */
  isHanging = false;
  private readonly host: EngineHost;

  constructor(private readonly listener: EngineListener) {
    this.host = new EngineHost({
      ...programsOf(evaluateInNode, {}),
      post: (message) => this.later(() => listener.message(structuredClone<Message>(message))),
      storage: null,
    });
  }

  post(request: Request): void {
    this.requests.push(request.command);
    this.later(() => this.host.handle(structuredClone(request)));
  }

  fail(reason: string): void {
    this.later(() => this.listener.failed(reason));
  }

  end(): void {
    this.hasEnded = true;
  }

  private later(action: () => void): void {
    setTimeout(() => {
      if (!this.hasEnded && !this.isHanging) action();
    }, 1);
  }
}

/** Starts engines and remembers them, the latest last. */
export function hostProcesses(): { readonly start: StartEngine; readonly started: HostProcess[] } {
  const started: HostProcess[] = [];
  const start: StartEngine = (listener) => {
    const process = new HostProcess(listener);
    started.push(process);
    return process;
  };
  return { start, started };
}

/** The small shop with handlers of its own, in memory only. */
export const SHOP: OpenRun = {
  scenario: SMALL_SHOP,
  handlers: {
    'handlers/desk.ts': codeOf(`export default async (event, ctx) => {
      await ctx.publish('Asked', event.data);
      return { of: event.id };
    };`),
    'handlers/till.ts': codeOf(`export default async (event, ctx) => {
      const timeoutMs = 20 + Math.floor(ctx.random() * 30);
      await ctx.call('bank', 'Charge', event.data, { timeoutMs });
    };`),
    'handlers/wall.ts': codeOf(`export default async (event, ctx) => {
      ctx.log(event.type);
      if (ctx.random() < 0.1) throw new Error('fell off the wall');
    };`),
  },
  goals: null,
  waits: {},
  seed: 11,
  storedAs: null,
  resume: false,
};
