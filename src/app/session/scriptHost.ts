/** Owns the hands of a lesson's scripts on the page: the same deeds that a person can do. */
import type { ScriptHost, ScriptView } from '../../course';
import { isRunning, type RunView } from '../../projection';
import type { OpenedRun } from './openedRun';

/** The hands of a script on an opened run. */
export function createScriptHost({
  handle,
  newest,
  onFrame,
}: Pick<OpenedRun, 'handle' | 'newest' | 'onFrame'>): ScriptHost {
  return {
    view: () => viewOf(newest()),
    nextFrame: (signal) =>
      new Promise((resolve, reject) => {
        const stop = (): void => {
          end();
          signal.removeEventListener('abort', abort);
        };
        const abort = (): void => {
          stop();
          reject(signal.reason);
        };
        const end = onFrame(() => {
          stop();
          resolve();
        });
        if (signal.aborted) abort();
        else signal.addEventListener('abort', abort);
      }),
    play: () => handle.play(),
    head: async () => void (await handle.head()),
    seek: async (atMs) => void (await handle.seek({ kind: 'time', atMs })),
    fork: async (keepLater, label) => {
      if (keepLater) await handle.fork(label);
      else await handle.resumeHere(label);
    },
    intervene: async (intervention) => void (await handle.intervene(intervention)),
    answer: async (answer) => void (await handle.answer(answer)),
  };
}

function viewOf({ cursor, timeline, metrics, verdicts, stage }: RunView): ScriptView {
  const branch = timeline.branches.find(({ id }) => id === timeline.branch);
  const kills = branch?.marks.filter(({ kind, pending }) => kind === 'kill' && !pending) ?? [];
  return {
    atMs: cursor.atMs,
    killsMs: kills.map(({ atMs }) => atMs),
    metrics,
    isMet: (goal) => verdicts.some(({ id, met }) => id === goal && met),
    busy: (part) => {
      const node = stage.nodes[part];
      if (!isRunning(node)) return 0;
      return node.instances.filter(({ state }) => state === 'busy').length;
    },
  };
}
