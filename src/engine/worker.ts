/**
 * The engine's worker: confined first, then one conversation with the page over a port, and one
 * with storage. Built as one classic script; started as a blob in a frame of opaque origin.
 */
import { confine } from '../handlers/confine';
import type { StorageReply } from '../storage/segments';
import { exactMath } from '../timeline';
import { EngineHost } from './host';
import { programsOf } from './programs';
import type { Message, Request } from './protocol';

/** The page's port comes first, storage's, where there is one, second. */
const PAGE = 0;
const STORAGE = 1;

addEventListener('message', function begin(event: MessageEvent): void {
  removeEventListener('message', begin);
  const page = event.ports[PAGE];
  const storage: MessagePort | undefined = event.ports[STORAGE];
  const evaluate = confine();
  const host = new EngineHost({
    ...programsOf(evaluate, exactMath),
    post: (message: Message, transfer) => page.postMessage(message, transfer),
    storage:
      storage === undefined ? null : (request, transfer) => storage.postMessage(request, transfer),
  });
  page.onmessage = ({ data }: MessageEvent<Request>) => host.handle(data);
  if (storage !== undefined) {
    storage.onmessage = ({ data }: MessageEvent<StorageReply>) => host.fromStorage(data);
  }
});
