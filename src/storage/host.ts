/**
 * The worker's side: a keeper over a disk, answering one page and any engine whose port the page
 * hands in, and telling other tabs what changed.
 */
import type { Call, CallName, Calls, Endpoint, PageMessage, WorkerMessage } from './calls';
import type { Disk } from './disk';
import { serveEngine } from './enginePort';
import { exportedText } from './exported';
import { Keeper } from './keeper';

/** What tabs tell each other: which kind of record was written. They read it themselves. */
interface Recorded {
  readonly progress: readonly number[];
  readonly settings: boolean;
}

/** Ends a host. */
export type StopHost = () => void;

/** Name of the channel between tabs. */
const CHANNEL = 'past-tense/recorded';

/** Serves the page at the other side of `page` until stopped. */
export function startHost(page: Endpoint<WorkerMessage>, disk: Disk): StopHost {
  const tell = (message: WorkerMessage) => {
    page.postMessage(message, []);
  };
  const tabs = new BroadcastChannel(CHANNEL);
  const keeper = new Keeper(disk, {
    status: (status) => {
      tell({ kind: 'status', status });
    },
    recorded: ({ progress, settings }) => {
      const recorded: Recorded = {
        progress: [...progress.keys()],
        settings: Object.keys(settings).length > 0,
      };
      tabs.postMessage(recorded);
    },
    moved: (from, to) => {
      tell({ kind: 'moved', from, to });
    },
  });
  tabs.onmessage = ({ data }: MessageEvent<Recorded>) => {
    void tellRecorded(keeper, data, tell);
  };
  const answers = answersOf(keeper, tell);
  page.onmessage = ({ data }: MessageEvent<PageMessage>) => {
    if (data.kind === 'engine') serveEngine(data.port, keeper);
    else void answer(answers, data, tell);
  };
  tell({ kind: 'ready' });
  return () => {
    page.onmessage = null;
    tabs.close();
    keeper.close();
  };
}

type Tell = (message: WorkerMessage) => void;

type Answers = {
  readonly [Name in CallName]: (ask: Calls[Name]['ask']) => Promise<Calls[Name]['answer']>;
};

function answersOf(keeper: Keeper, tell: Tell): Answers {
  return {
    progress: () => keeper.progress(),
    putProgress: async (ask) => {
      const progress = await keeper.putProgress(ask);
      tell({ kind: 'progress', progress: [progress] });
      return progress;
    },
    settings: () => keeper.settings(),
    putSettings: async (ask) => {
      const settings = await keeper.putSettings(ask);
      tell({ kind: 'settings', settings });
      return settings;
    },
    listRuns: (family) => keeper.listRuns(family),
    deleteRun: async (id) => {
      await keeper.deleteRun(id);
      return null;
    },
    exportAll: async () =>
      exportedText(
        await keeper.progress(),
        await keeper.settings(),
        await keeper.listAll(),
        new Date(),
      ),
    retry: async () => {
      await keeper.retry();
      return null;
    },
  };
}

async function answer<Name extends CallName>(
  answers: Answers,
  { number, name, ask }: Call<Name>,
  tell: Tell,
): Promise<void> {
  try {
    tell({ kind: 'answer', number, answer: await answers[name](ask) });
  } catch (thrown) {
    tell({ kind: 'failed', number, message: String(thrown) });
  }
}

async function tellRecorded(keeper: Keeper, recorded: Recorded, tell: Tell): Promise<void> {
  if (recorded.progress.length > 0) {
    const progress = await keeper.progress();
    const changed = progress.filter(({ lesson }) => recorded.progress.includes(lesson));
    tell({ kind: 'progress', progress: changed });
  }
  if (recorded.settings) tell({ kind: 'settings', settings: await keeper.settings() });
}
