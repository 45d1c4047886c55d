/**
 * Owns the strips under the bar: what the learner should know without being interrupted. What
 * they say is decided by whoever shows them; there is at most one of each id.
 */
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';

export interface Notice {
  /** A notice shown again under its id replaces the one before. */
  readonly id: string;
  /** `hot` for what is lost or broken, `plain` for the rest. */
  readonly tone: 'plain' | 'hot';
  readonly text: string;
  readonly actions?: readonly { readonly label: string; readonly run: () => void }[];
  /** False for what stays true until it is mended: it cannot be closed. */
  readonly closable?: boolean;
}

const store = createStore<readonly Notice[]>(() => []);

/** Shows a notice, or replaces the one of the same id in its place. */
export function showNotice(notice: Notice): void {
  const shown = store.getState();
  const isNew = shown.every(({ id }) => id !== notice.id);
  const next = isNew ? [...shown, notice] : shown.map((at) => (at.id === notice.id ? notice : at));
  store.setState(next, true);
}

/** Takes a notice away; nothing happens if it is not there. */
export function hideNotice(id: string): void {
  store.setState(
    store.getState().filter((notice) => notice.id !== id),
    true,
  );
}

/** The notices shown now, oldest first. */
export function useNotices(): readonly Notice[] {
  return useStore(store);
}
