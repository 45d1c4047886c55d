// @vitest-environment happy-dom
// Specifies which keys the workbench knows and where they rest.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Mark } from '../../projection';
import type { RunActions, RunState } from '../run';
import { keyRests, runKey } from './runKeys';
import { timelineViews } from './timelineViews';

const done = () => Promise.resolve({ kind: 'done' as const });
const fault = (kind: 'kill' | 'revive', seq: number): Mark => {
  return { kind, atMs: seq * 10, seq, part: 'payment', text: kind, pending: false };
};

function pressed(init: KeyboardEventInit, at: Partial<RunState> = {}) {
  const actions = {
    toggle: vi.fn(),
    step: vi.fn(),
    seek: vi.fn(),
    seekFact: vi.fn(),
    head: vi.fn(),
    fork: vi.fn(done),
    resumeHere: vi.fn(done),
    checkpoint: vi.fn(done),
    undo: vi.fn(() => Promise.resolve({ kind: 'refused' as const, reason: 'nothing to undo' })),
  };
  const marks = [fault('kill', 100), fault('revive', 300)];
  const trunk = {
    ...{ id: 0, parent: 0, forkSeq: 0, forkMs: 0, headMs: 6000, headSeq: 600, label: '' },
    marks,
  };
  const state = {
    live: false,
    cursor: { atMs: 2000, seq: 200 },
    head: { atMs: 6000, seq: 600 },
    timeline: { branch: 0, branches: [trunk], lanes: [], factCount: 601, headMs: 6000 },
    ...at,
  } as unknown as RunState; // what the keys read of a run
  const announce = vi.fn();
  const taken = runKey(
    new KeyboardEvent('keydown', init),
    state,
    actions as unknown as RunActions, // what the keys call of them
    announce,
  );
  return { taken, actions, announce };
}

describe('the keys of the workbench', () => {
  it('play, step and travel', () => {
    expect(pressed({ key: ' ' }).actions.toggle).toHaveBeenCalledOnce();
    expect(pressed({ key: 'ArrowLeft' }).actions.step).toHaveBeenCalledWith(-1);
    expect(pressed({ key: 'ArrowLeft', shiftKey: true }).actions.seek).toHaveBeenCalledWith(1000);
    expect(pressed({ key: 'Home' }).actions.seek).toHaveBeenCalledWith(0);
    expect(pressed({ key: 'End' }).actions.head).toHaveBeenCalledOnce();
  });

  it('return to live where a stride leads beyond the head', () => {
    const { actions } = pressed(
      { key: 'ArrowRight', shiftKey: true },
      { cursor: { atMs: 5500, seq: 550 } },
    );
    expect(actions.head).toHaveBeenCalledOnce();
  });

  it('go to the fault before and after', () => {
    expect(pressed({ key: '[' }).actions.seekFact).toHaveBeenCalledWith(100);
    expect(pressed({ key: ']' }).actions.seekFact).toHaveBeenCalledWith(300);
  });

  it('fork everywhere, resume in the past only, set checkpoints at now only', () => {
    expect(pressed({ key: 'f' }).actions.fork).toHaveBeenCalledOnce();
    expect(pressed({ key: 'r' }).actions.resumeHere).toHaveBeenCalledOnce();
    expect(pressed({ key: 'r' }, { live: true }).taken).toBe(false);
    expect(pressed({ key: 'm' }).taken).toBe(false);
    expect(pressed({ key: 'm' }, { live: true }).actions.checkpoint).toHaveBeenCalledOnce();
  });

  it('say what was refused', async () => {
    const { announce, actions } = pressed({ key: 'z', ctrlKey: true });
    expect(actions.undo).toHaveBeenCalledOnce();
    await Promise.resolve();
    expect(announce).toHaveBeenCalledWith('nothing to undo');
  });

  it('leave chords and unknown keys to others', () => {
    expect(pressed({ key: 'f', ctrlKey: true }).taken).toBe(false);
    expect(pressed({ key: 'F', shiftKey: true }).taken).toBe(false);
    expect(pressed({ key: 'k' }).taken).toBe(false);
  });

  it('choose the view', () => {
    pressed({ key: '2' });
    expect(timelineViews.getState().view).toBe('log');
    pressed({ key: '1' });
    expect(timelineViews.getState().view).toBe('lanes');
  });
});

describe('keys rest', () => {
  afterEach(() => document.body.replaceChildren());

  function restsIn(html: string, key: string): boolean {
    document.body.innerHTML = html;
    let rests = false;
    const listen = (event: KeyboardEvent) => (rests = keyRests(event));
    window.addEventListener('keydown', listen, { once: true });
    const target = document.querySelector('[data-here]');
    target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    return rests;
  }

  it('while one types, or chooses in a dialog or menu', () => {
    expect(restsIn('<input data-here>', 'f')).toBe(true);
    expect(restsIn('<select data-here></select>', 'f')).toBe(true);
    expect(restsIn('<div role="dialog"><button data-here></button></div>', 'f')).toBe(true);
    expect(restsIn('<div aria-modal="true"></div><p data-here></p>', 'f')).toBe(true);
  });

  it('where Space presses and arrows move something else', () => {
    expect(restsIn('<button data-here></button>', ' ')).toBe(true);
    expect(restsIn('<button data-here></button>', 'ArrowLeft')).toBe(false);
    expect(restsIn('<input type="radio" data-here>', 'ArrowLeft')).toBe(true);
    expect(restsIn('<input type="radio" data-here>', 'f')).toBe(false);
    expect(restsIn('<p data-here></p>', ' ')).toBe(false);
  });
});
