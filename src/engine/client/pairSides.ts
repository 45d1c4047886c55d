// Owns the two sides of a pair as runs of their own: whichever one acts on, both are acted on, and
// questions go to the side's own run.
import type { EngineClient } from './client';
import { NOT_READY, type OpenPair, Pair, type PairListener } from './pair';
import type { Side } from '../partners';
import type { RunHandle } from './run';

/** A handle for each side. Closing either closes both. */
export type PairHandle = { readonly [side in Side]: RunHandle };

/** Opens two runs, paused. Throws OpenError with the author's faults, or EngineLost. */
export async function openPair(
  client: EngineClient,
  open: OpenPair,
  listener: PairListener,
): Promise<PairHandle> {
  const pair = new Pair(client, open.partners, listener);
  await pair.open(open);
  return { left: sideOf(pair, 'left'), right: sideOf(pair, 'right') };
}

/** A side as a run: deeds are the pair's, questions the side's own. */
function sideOf(pair: Pair, side: Side): RunHandle {
  return {
    found: 'new',
    snapshot: () => pair.snapshot(side),
    subscribe: (listener) => pair.subscribe(listener),
    play: () => pair.send({ type: 'PLAY' }),
    pause: () => pair.send({ type: 'PAUSE' }),
    toggle: () => pair.send({ type: 'TOGGLE' }),
    setSpeed: (speed) => pair.send({ type: 'SPEED', speed }),
    seek: async (to) => {
      if (to.kind === 'step') return pair.step(to.by);
      if (to.kind !== 'fact') return pair.seek(to);
      // The other side has no such fact: both go to the end of its moment.
      const found = await pair.query(side, { kind: 'fact', seq: to.seq });
      const row = found?.row ?? null;
      return row === null ? NOT_READY : pair.seek({ kind: 'time', atMs: row.atMs });
    },
    stepForward: () => pair.step(1),
    stepBack: () => pair.step(-1),
    head: () => pair.seek({ kind: 'head' }),
    intervene: (intervention) => pair.intervene(side, intervention),
    fork: (label = '', change = null) => pair.fork(true, label, side, change),
    resumeHere: (label = '') => pair.resumeHere(label),
    undo: () => pair.undo(),
    switchBranch: (branch) => pair.both({ kind: 'switchBranch', branch }),
    checkpoint: (label) => pair.both({ kind: 'checkpoint', label }),
    answer: (answer) => pair.both({ kind: 'answer', answer }),
    restart: (seed) => pair.restart(seed),
    query: (query) => pair.query(side, query),
    retry: () => pair.retry(),
    close: () => pair.close(),
  };
}
