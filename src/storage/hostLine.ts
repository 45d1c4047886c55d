/**
 * Finding a host to talk to: the storage worker, or, where the browser starts none, a host on the
 * page itself. It does not know what is said over the line.
 */
import type { Endpoint, PageMessage } from './calls';
import { OPEN_MS_MAX, WORKER_MS_MAX } from './limits';

/** The page's end of a line to a host, and how to end both. */
export interface HostLine {
  readonly endpoint: Endpoint<PageMessage>;
  close(): void;
}

/** Resolves when a host is there. Rejects only where not even its code can be loaded. */
export async function connectHost(): Promise<HostLine> {
  try {
    return await startWorker();
  } catch {
    return startOnPage();
  }
}

function startWorker(): Promise<HostLine> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      type: 'module',
      name: 'storage',
    });
    const give = (up: string) => {
      clearTimeout(timer);
      worker.terminate();
      reject(new Error(up));
    };
    const timer = setTimeout(() => {
      give('The storage worker did not start in time.');
    }, WORKER_MS_MAX);
    worker.onerror = () => {
      give('The storage worker could not be started.');
    };
    worker.onmessage = () => {
      // Its first word: ready.
      clearTimeout(timer);
      worker.onerror = null;
      resolve({
        endpoint: worker,
        close: () => {
          worker.terminate();
        },
      });
    };
  });
}

/** The page then waits for its own writing; nothing else differs. Costs Dexie, so it is lazy. */
async function startOnPage(): Promise<HostLine> {
  const [{ startHost }, { openDisk }] = await Promise.all([import('./host'), import('./disk')]);
  const { port1, port2 } = new MessageChannel();
  const stop = startHost(port1, openDisk({ openMsMax: OPEN_MS_MAX }));
  return {
    endpoint: port2,
    close: () => {
      stop();
      port2.close();
    },
  };
}
