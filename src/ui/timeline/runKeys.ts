/**
 * The keys of the whole workbench: play, step, travel, fork, resume, checkpoint, faults, views,
 * undo. It owns which key does what and when keys rest; keys of the stage's objects are the
 * stage's.
 */
import { useEffect } from 'react';
import {
  type ActionOutcome,
  type RunActions,
  type RunState,
  useRunContext,
  tellRefusal,
} from '../run';
import { isTyping } from '../shell';
import { faultsOnTheWay } from './futureRows';
import { timeKey } from './timeKeys';
import { timelineViews } from './timelineViews';

/** What Space presses, and what moves by arrows itself. */
const PRESSED_BY_SPACE = 'button, a[href], summary, input, [role=button], [role=option]';
const MOVED_BY_ARROWS = 'input, [role=radiogroup], [role=separator], [role=slider], [role=table]';
const MOVES = /^(Arrow(Left|Right)|Home|End|Page(Up|Down))$/;

/** True if the element keeps this key for itself, so that the workbench leaves it alone. */
export function keyRests(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.defaultPrevented || event.isComposing || isTyping(target)) return true;
  if (document.querySelector('[aria-modal=true], dialog[open]') !== null) return true;
  if (!(target instanceof Element)) return false;
  if (event.key === ' ') return target.closest(PRESSED_BY_SPACE) !== null;
  return MOVES.test(event.key) && target.closest(MOVED_BY_ARROWS) !== null;
}

function isUndo(event: KeyboardEvent): boolean {
  const command = event.ctrlKey !== event.metaKey;
  return command && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'z';
}

/** Goes to the next fault (`by` 1) or the one before (-1), seen from the cursor. */
function goToFault(by: 1 | -1, state: RunState, actions: RunActions): void {
  const faults = faultsOnTheWay(state.timeline.branches, state.timeline.branch);
  const { seq } = state.cursor;
  const fault =
    by > 0
      ? faults.find((mark) => mark.seq > seq)
      : faults.reverse().find((mark) => mark.seq < seq);
  if (fault !== undefined) actions.seekFact(fault.seq);
}

/** Does what a key asks for; false if the workbench does not know it. */
export function runKey(
  event: KeyboardEvent,
  state: RunState,
  actions: RunActions,
  announce: (text: string) => void,
): boolean {
  const tell = (outcome: Promise<ActionOutcome>): void => tellRefusal(outcome, announce);
  if (isUndo(event)) {
    tell(actions.undo());
    return true;
  }
  // AltGr is how some keyboards write [ and ]; it also counts as Ctrl and Alt.
  const chord = event.ctrlKey || event.metaKey || event.altKey;
  if (chord && !event.getModifierState('AltGraph')) return false;
  if (timeKey(event, state, actions)) return true;
  const key = event.key.toLowerCase();
  if (event.shiftKey && /^[a-z]$/.test(key)) return false;
  switch (key) {
    case ' ':
      if (!event.repeat) actions.toggle();
      return true;
    case 'f':
      tell(actions.fork());
      return true;
    case 'r':
      if (state.live) return false;
      tell(actions.resumeHere());
      return true;
    case 'm':
      if (!state.live) return false;
      tell(actions.checkpoint());
      return true;
    case '[':
      goToFault(-1, state, actions);
      return true;
    case ']':
      goToFault(1, state, actions);
      return true;
    case '1':
      timelineViews.setState({ view: 'lanes' });
      return true;
    case '2':
      timelineViews.setState({ view: 'log' });
      return true;
    default:
      return false;
  }
}

/** Listens for the workbench's keys as long as the component stands. */
export function useRunKeys(): void {
  const { store, actions, announce } = useRunContext();
  useEffect(() => {
    // On the window: whatever has the focus has taken its own keys by then.
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!keyRests(event) && runKey(event, store.getState(), actions, announce))
        event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [store, actions, announce]);
}
