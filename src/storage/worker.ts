/** The storage worker: the host over this origin's IndexedDB, in a thread of its own. */
import { openDisk } from './disk';
import { startHost } from './host';
import { OPEN_MS_MAX } from './limits';

// The compiler takes every file for a page; this one only ever runs as a dedicated worker.
const scope = self as unknown as DedicatedWorkerGlobalScope;

startHost(scope, openDisk({ openMsMax: OPEN_MS_MAX }));
