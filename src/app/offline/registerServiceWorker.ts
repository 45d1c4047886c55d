// Owns asking the browser to keep the site for use without a network. What is kept, and when it is
// replaced, belongs to the service worker.

/**
 * Registers the service worker of the built site; does nothing in development or where the browser
 * has none. A refusal (private window, storage off) is not an error: the site then needs a network.
 *
 * @returns whether a worker is registered now
 */
export async function registerServiceWorker(): Promise<boolean> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return false;
  try {
    await navigator.serviceWorker.register(new URL('serviceWorker.js', document.baseURI));
    return true;
  } catch {
    return false;
  }
}
