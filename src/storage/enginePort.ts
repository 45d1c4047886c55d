/**
 * Storage's end of the port to an engine: requests of segments.ts in, replies out, in order. It
 * only translates; what is kept and when is the keeper's.
 */
import { toStorageError } from './errors';
import type { Keeper } from './keeper';
import { COMMITS_APART_MS } from './limits';
import { runChange } from './runChange';
import type { StorageReply, StorageRequest } from './segments';

type Commit = Extract<StorageRequest, { kind: 'commit' }>;
type Load = Extract<StorageRequest, { kind: 'load' }>;

/** Serves an engine until its port closes. */
export function serveEngine(port: MessagePort, keeper: Keeper): void {
  port.onmessage = ({ data }: MessageEvent<StorageRequest>) => {
    const answer = data.kind === 'load' ? load(keeper, data) : commit(keeper, data);
    void answer
      .catch((thrown: unknown): StorageReply => {
        const { fault, retriable } = toStorageError(thrown);
        return { kind: 'failed', number: data.number, reason: fault, retriable };
      })
      .then((reply) => {
        port.postMessage(reply, columnsOf(reply));
      });
  };
}

async function load(keeper: Keeper, { number, id }: Load): Promise<StorageReply> {
  return { kind: 'loaded', number, ...(await keeper.load(id)) };
}

async function commit(keeper: Keeper, request: Commit): Promise<StorageReply> {
  const { number, id, run, segments, values, keyframe, fresh } = request;
  const some = <T>(value: T | null) => (value === null ? [] : [value]);
  const kept = keeper.commit(id, runChange(fresh, run, segments, some(values), some(keyframe)));
  // The engine has no clock: it sends its next commit when this one is answered, well or not.
  const [written] = await Promise.allSettled([kept, pause(COMMITS_APART_MS)]);
  if (written.status === 'rejected') throw written.reason;
  return { kind: 'committed', number };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Handed over, not copied: the keeper has given them away. */
function columnsOf(reply: StorageReply): Transferable[] {
  if (reply.kind !== 'loaded') return [];
  const arrays = [
    ...reply.segments.map(({ columns }) => columns),
    ...reply.keyframes.map(({ world }) => world),
  ];
  return arrays.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer);
}
