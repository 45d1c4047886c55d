/** Real milliseconds: how long storage waits for what may never answer, and lets others wait. */

/** For the browser to open the database. */
export const OPEN_MS_MAX = 3000;

/** For the storage worker to start; after that the page keeps storage itself. */
export const WORKER_MS_MAX = 5000;

/** For the tab's own run after a reload, until the browser has let go of the page before. */
export const RECLAIM_MS_MAX = 1000;

/** Between two commits of an engine: what a sudden end loses is at most this and a write. */
export const COMMITS_APART_MS = 120;
