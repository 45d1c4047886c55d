/**
 * The keys that move in time: arrows, Home, End, pages. They serve the playhead when it has the
 * focus and the whole workbench (`useRunKeys`) alike.
 */
import type { RunActions, RunState } from '../run';

const STRIDE_MS = 1000;

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;
type Where = Pick<RunState, 'cursor' | 'head'>;
type Moves = Pick<RunActions, 'step' | 'seek' | 'head'>;

/** Moves by `ms`, and back to live where that leads to the head or beyond. */
function seekBy(ms: number, where: Where, actions: Pick<Moves, 'seek' | 'head'>): void {
  const atMs = where.cursor.atMs + ms;
  if (atMs >= where.head.atMs) actions.head();
  else actions.seek(Math.max(0, atMs));
}

/** Does what a key asks for; false if it does not move in time. */
export function timeKey(key: Key, where: Where, actions: Moves): boolean {
  if (key.ctrlKey || key.metaKey || key.altKey) return false;
  switch (key.key) {
    case 'ArrowRight':
    case 'ArrowLeft': {
      const by = key.key === 'ArrowRight' ? 1 : -1;
      if (key.shiftKey) seekBy(by * STRIDE_MS, where, actions);
      else actions.step(by);
      return true;
    }
    case 'PageDown':
    case 'PageUp':
      seekBy((key.key === 'PageUp' ? 1 : -1) * 5 * STRIDE_MS, where, actions);
      return true;
    case 'Home':
      actions.seek(0);
      return true;
    case 'End':
      actions.head();
      return true;
    default:
      return false;
  }
}
