/** The engine in a worker of the bench page: not confined, since only the project's code runs. */
import { EngineHost, type HostServices, type Message, type Request } from '../../../engine';
import { createBehaviour, loadModule, loadProgram } from '../../../handlers';
import { evaluateInNode } from '../../../handlers/node';
import type { GoalModule } from '../../../scenario';
import type { StorageReply, StorageRequest } from '../../../storage';
import type { Frame } from '../../../timeline';
import { drawUnit, exactMath } from '../../../world';
import type { Ask, FactRecord, Reopening, StoreTimes, Told } from './asks';

const RUN = 1;
const LATE_MS = 2_000_000_000;
/** Facts between two commits while a run grows: what a fast one makes in a quarter of a second. */
const COMMIT_FACTS = 50_000;
const COLUMNS = ['atMs', 'kind', 'cause', 'a', 'b', 'c', 'd', 'e', 'f', 'g'];

const tell = (told: Told, transfer: Transferable[] = []): void => {
  postMessage(told, { transfer });
};

/** An engine whose replies come as promises. */
class Engine {
  private number = 0;
  private readonly waiting = new Map<number, (message: Message) => void>();
  readonly host: EngineHost;

  constructor(
    storage: HostServices['storage'],
    onFrame: (frame: Frame, of: ArrayBuffer[]) => void,
  ) {
    this.host = new EngineHost({
      loadBehaviour: (code) =>
        createBehaviour(loadProgram(code, evaluateInNode, exactMath), drawUnit),
      // A lesson's own module, compiled with its types checked.
      loadGoals: (code) => loadModule(code, evaluateInNode, exactMath) as GoalModule,
      post: (message, transfer) => {
        if (message.kind === 'frame') onFrame(message.frame, transfer);
        else if (message.kind === 'reply') this.waiting.get(message.number)?.(message);
      },
      storage,
    });
  }

  ask(command: Request['command']): Promise<Extract<Message, { kind: 'reply' }>> {
    const number = ++this.number;
    return new Promise((resolve) => {
      this.waiting.set(number, (message) => {
        this.waiting.delete(number);
        if (message.kind === 'reply') resolve(message);
      });
      this.host.handle({ number, command });
    });
  }
}

let lastFrame: Frame | undefined;
const live = new Engine(null, (frame, transfer) => {
  lastFrame = { ...frame, facts: { ...frame.facts, columns: frame.facts.columns.slice() } };
  tell({ kind: 'frame', frame }, transfer);
});

function records(): FactRecord[] {
  if (lastFrame === undefined) return [];
  const { count, columns } = lastFrame.facts;
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(COLUMNS.map((name, column) => [name, columns[column * count + row]])),
  );
}

/** Grows a run in memory and gathers what its recorder would have stored. */
async function commitsOf(
  open: Extract<Ask, { kind: 'store' }>['open'],
  facts: number,
): Promise<StorageRequest[]> {
  const commits: StorageRequest[] = [];
  let length = 0;
  const engine: Engine = new Engine(
    (request) => {
      if (request.kind === 'commit') commits.push(request);
      const { number } = request;
      queueMicrotask(() => engine.host.fromStorage({ kind: 'committed', number }));
    },
    ({ head }) => (length = head.seq + 1),
  );
  await engine.ask({ kind: 'open', run: RUN, open: { ...open, resume: false } });
  while (length < facts) {
    const maxFacts = Math.min(COMMIT_FACTS, facts - length);
    await engine.ask({ kind: 'advance', run: RUN, toMs: LATE_MS, maxFacts });
  }
  return commits;
}

/** Storage over a port, answers by number. */
function storageOver(port: MessagePort): {
  readonly send: NonNullable<HostServices['storage']>;
  readonly ask: (request: StorageRequest) => Promise<StorageReply>;
  onReply: (reply: StorageReply) => void;
} {
  const waiting = new Map<number, (reply: StorageReply) => void>();
  const storage = {
    send: (request: StorageRequest, transfer: ArrayBuffer[]) => port.postMessage(request, transfer),
    ask: (request: StorageRequest): Promise<StorageReply> =>
      new Promise((resolve) => {
        waiting.set(request.number, resolve);
        const segments = request.kind === 'commit' ? request.segments : [];
        storage.send(
          request,
          // Made by the recorder's slice, never shared.
          segments.map(({ columns }) => columns.buffer as ArrayBuffer),
        );
      }),
    onReply: (_reply: StorageReply): void => undefined,
  };
  port.onmessage = ({ data }: MessageEvent<StorageReply>) => {
    waiting.get(data.number)?.(data);
    storage.onReply(data);
  };
  return storage;
}

async function store({ open, facts, port }: Extract<Ask, { kind: 'store' }>): Promise<StoreTimes> {
  const grown = performance.now();
  const commits = await commitsOf(open, facts);
  const storage = storageOver(port);
  const begun = performance.now();
  for (const commit of commits) {
    const reply = await storage.ask(commit);
    if (reply.kind !== 'committed') throw new Error(`storage answered: ${reply.kind}`);
  }
  return { growMs: begun - grown, storeMs: performance.now() - begun };
}

async function reopen({ open, port }: Extract<Ask, { kind: 'reopen' }>): Promise<Reopening> {
  const storage = storageOver(port);
  let facts = 0;
  const engine = new Engine(storage.send, ({ head }) => (facts = head.seq + 1));
  storage.onReply = (reply) => engine.host.fromStorage(reply);
  const begun = performance.now();
  const { reply } = await engine.ask({ kind: 'open', run: RUN, open: { ...open, resume: true } });
  const reopenMs = performance.now() - begun;
  const found = reply.ok && reply.value.kind === 'opened' ? reply.value.found : 'nothing';
  await Promise.resolve(); // its first frame follows the reply
  return { reopenMs, facts, found };
}

async function answer(ask: Ask): Promise<void> {
  switch (ask.kind) {
    case 'open': {
      const { reply } = await live.ask({ kind: 'open', run: RUN, open: ask.open });
      if (!reply.ok || reply.value.kind !== 'opened') throw new Error('the run did not open');
      return tell({ kind: 'opened', topology: reply.value.topology });
    }
    case 'advance':
      await live.ask({ kind: 'advance', run: RUN, toMs: LATE_MS, maxFacts: ask.facts });
      return;
    case 'records':
      return tell({ kind: 'records', records: records() });
    case 'seek':
      await live.ask({ kind: 'seek', run: RUN, to: { kind: 'fact', seq: ask.seq } });
      return;
    case 'store':
      return tell({ kind: 'stored', times: await store(ask) });
    case 'reopen':
      return tell({ kind: 'reopened', reopening: await reopen(ask) });
  }
}

addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  answer(data).catch((error: unknown) => reportError(error));
});
