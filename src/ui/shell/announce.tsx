/**
 * Owns the live region: what is said to people who listen rather than look. What is worth saying
 * is decided by whoever calls `announce`.
 */
import { useSyncExternalStore } from 'react';

interface Announcement {
  readonly text: string;
  /** Which of two regions says it: a text said twice in a row is heard twice. */
  readonly turn: 0 | 1;
}

let latest: Announcement = { text: '', turn: 0 };
const listeners = new Set<() => void>();

/** Says `text` once, when the screen reader has finished what it is saying. */
export function announce(text: string): void {
  latest = { text, turn: latest.turn === 0 ? 1 : 0 };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Stands once on the page, from its first moment on. */
export function LiveRegion() {
  const { text, turn } = useSyncExternalStore(subscribe, () => latest);
  return (
    <>
      {([0, 1] as const).map((region) => (
        <div key={region} className="vh" role="status" aria-live="polite">
          {region === turn ? text : ''}
        </div>
      ))}
    </>
  );
}
