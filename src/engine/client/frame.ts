// Owns the confinement frame: its few lines of script and the document that carries them. It
// does not know what the engine does, nor when it is started or ended.

/**
 * The only script that runs in the frame. It waits for one message of its parent,
 * `{ source }` with the engine's text and its ports, starts a worker from a blob of that text and
 * hands every port over (the worker receives `{ kind: 'ports' }`). What the worker fails at is told
 * to the parent as `{ kind: 'engineError', message }`. Removing the frame ends the worker.
 *
 * The page's policy names the hash of exactly these characters.
 */
export const frameScript = `
addEventListener('message', function start(event) {
  if (event.source !== parent || typeof event.data.source !== 'string') return;
  removeEventListener('message', start);
  const fail = (message) => parent.postMessage({ kind: 'engineError', message }, '*');
  try {
    const text = new Blob([event.data.source], { type: 'text/javascript' });
    const worker = new Worker(URL.createObjectURL(text));
    worker.onerror = (error) => fail(error.message || 'The engine could not be started');
    worker.postMessage({ kind: 'ports' }, [...event.ports]);
  } catch (error) {
    fail(String(error));
  }
});
`;

/**
 * The `srcdoc` of the frame. It inherits the page's policy and tightens it: nothing may be loaded
 * from any address, only this script and blobs run.
 *
 * @param scriptHash the policy source of `frameScript`, `sha256-…` (from `virtual:policy`)
 */
export function frameDocument(scriptHash: string): string {
  const policy = `default-src 'none'; script-src '${scriptHash}' blob:; worker-src blob:`;
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  return `<!doctype html><meta charset="utf-8">${meta}<script>${frameScript}</script>`;
}
