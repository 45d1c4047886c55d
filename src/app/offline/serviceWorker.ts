// Owns the copy of the built site that works without a network. It keeps none of the learner's
// data, and decides nothing about what the pages do.

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: changes with any file of the site. */
declare const BUILD_VERSION: string;
/** Put in by the build: addresses relative to the worker's own. */
declare const PRECACHED_URLS: readonly string[];

const cachePrefix = 'past-tense-';
const cacheName = cachePrefix + BUILD_VERSION;
const { scope } = self.registration;
const pageUrls: ReadonlySet<string> = new Set([scope, `${scope}index.html`]);

/** After this long without an answer, a visit is answered from the copy. */
const visitTimeoutMs = 3000;

// A new build does not push out the one before it: it takes over when the last page of the old one
// is closed. Until then open pages find the files that they were built with.
self.addEventListener('install', (event) => event.waitUntil(precache()));
self.addEventListener('activate', (event) => event.waitUntil(dropOlderCopies()));
self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  if (method !== 'GET' || !url.startsWith(scope)) return;
  const isVisit = mode === 'navigate' && pageUrls.has(url.split(/[?#]/, 1)[0]);
  event.respondWith(isVisit ? answerVisit() : answer(event.request));
});

async function precache(): Promise<void> {
  const cache = await caches.open(cacheName);
  // Past the browser's own cache: a stale index.html would name files that are gone.
  await cache.addAll(PRECACHED_URLS.map((url) => new Request(url, { cache: 'reload' })));
}

async function dropOlderCopies(): Promise<void> {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(cachePrefix) && name !== cacheName);
  await Promise.all(older.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The newest page while there is a network; it names its files by hashes of their content. */
async function answerVisit(): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(visitTimeoutMs);
    const response = await fetch(scope, { cache: 'no-cache', signal });
    if (response.ok && !response.redirected) return response;
  } catch {
    // No network, or a very slow one: the copy answers.
  }
  const cache = await caches.open(cacheName);
  return (await cache.match(scope)) ?? Response.error();
}

/** Any build's copy will do: a name with a hash in it stands for one content only. */
async function answer(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  // Files too large to fetch in advance (the editor's compiler) are kept once they were used.
  if (response.ok && request.url.startsWith(`${scope}assets/`)) {
    const cache = await caches.open(cacheName);
    await cache.put(request, response.clone());
  }
  return response;
}
