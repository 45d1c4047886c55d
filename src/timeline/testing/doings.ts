/** What a person might do to a run, drawn at random: for property tests of determinism. */
import fc from 'fast-check';
import type { PartConfig, Scenario } from '../../scenario';
import { type Intervention, queuesOf, SETTLEMENTS } from '../../world';
import type { Run } from '../run';

/** One thing that is done. Messages are named by where they stand, so that they are there. */
export type Doing =
  | { readonly kind: 'play'; readonly byMs: number }
  | { readonly kind: 'step'; readonly facts: number }
  | { readonly kind: 'act'; readonly intervention: Intervention }
  | {
      readonly kind: 'settle';
      readonly part: string;
      readonly nth: number;
      readonly how: (typeof SETTLEMENTS)[number];
    };

function actsOn(part: PartConfig, scenario: Scenario): fc.Arbitrary<Doing>[] {
  const act = (intervention: Intervention): fc.Arbitrary<Doing> =>
    fc.constant({ kind: 'act', intervention });
  const { id } = part;
  const lives = [
    act({ kind: 'Kill', part: id }),
    act({ kind: 'Kill', part: id, instance: 0 }),
    act({ kind: 'Kill', part: id, instance: 1 }),
    act({ kind: 'Revive', part: id }),
    act({ kind: 'Revive', part: id }),
    act({ kind: 'AddInstance', part: id }),
    act({ kind: 'RemoveInstance', part: id }),
  ];
  switch (part.kind) {
    case 'workload': {
      const rate = fc.integer({ min: 0, max: 40 }).map((perSecond): Doing => ({
        kind: 'act',
        intervention: { kind: 'SetRate', part: id, perSecond },
      }));
      return [...lives, rate, ...keys(id, scenario)];
    }
    case 'service':
      return [
        ...lives,
        ...queuesOf(part).map(({ queue }) => consumption(id, queue)),
        ...keys(id, scenario),
      ];
    case 'external':
      return lives;
    case 'queue':
      return [
        act({ kind: 'Purge', part: id }),
        fc
          .record({ nth: fc.nat({ max: 20 }), how: fc.constantFrom(...SETTLEMENTS) })
          .map(({ nth, how }): Doing => ({ kind: 'settle', part: id, nth, how })),
      ];
    case 'cluster':
      return lives.slice(0, 5);
    case 'stream':
      return [
        act({ kind: 'Configure', part: id, settings: { retentionMs: 200 } }),
        act({ kind: 'Configure', part: id, settings: { retentionMs: null, segmentBytes: 300 } }),
      ];
    case 'group':
      return [
        act({ kind: 'Configure', part: id, settings: { assignor: 'cooperativeSticky' } }),
        act({ kind: 'Configure', part: id, settings: { assignor: 'range' } }),
        ...scenario.parts.flatMap(({ kind, id: stream }) =>
          kind === 'stream' ? [moved(id, stream)] : [],
        ),
      ];
    case 'broker':
    case 'exchange':
      return [];
  }
}

/** Choices of a key; a part that does not produce to the stream refuses them. */
function keys(part: string, { parts }: Scenario): fc.Arbitrary<Doing>[] {
  return parts.flatMap(({ kind, id: stream }) => {
    if (kind !== 'stream') return [];
    return fc.constantFrom(null, 'customer', 'order').map((key): Doing => {
      return { kind: 'act', intervention: { kind: 'SetKey', part, stream, key } };
    });
  });
}

function moved(part: string, stream: string): fc.Arbitrary<Doing> {
  const places = [
    { kind: 'beginning' },
    { kind: 'end' },
    { kind: 'time', atMs: 100 },
    { kind: 'offset', offset: 3 },
  ] as const;
  return fc.constantFrom(...places).map((to): Doing => {
    return { kind: 'act', intervention: { kind: 'MoveOffset', part, stream, to } };
  });
}

function consumption(part: string, queue: string): fc.Arbitrary<Doing> {
  return fc
    .record({
      prefetch: fc.integer({ min: 0, max: 5 }),
      acknowledge: fc.constantFrom('afterWork' as const, 'onDelivery' as const),
    })
    .map((terms): Doing => {
      return { kind: 'act', intervention: { kind: 'SetConsumption', part, queue, ...terms } };
    });
}

/** Lists of doings for a scenario. */
export function doingsFor(scenario: Scenario, maxLength = 16): fc.Arbitrary<Doing[]> {
  const play = fc.integer({ min: 1, max: 400 }).map((byMs): Doing => ({ kind: 'play', byMs }));
  const step = fc.integer({ min: 1, max: 7 }).map((facts): Doing => ({ kind: 'step', facts }));
  const acts = fc.oneof(...scenario.parts.flatMap((part) => actsOn(part, scenario)));
  return fc.array(fc.oneof({ weight: 3, arbitrary: play }, step, { weight: 4, arbitrary: acts }), {
    minLength: 2,
    maxLength,
  });
}

/** Virtual time that is left for things to settle. */
const SETTLING_MS = 300;

/** Does one thing at the head of a run. A refusal changes nothing. */
export function doIt(run: Run, doing: Doing, budget = Infinity): void {
  switch (doing.kind) {
    case 'play':
      return playTo(run, run.current.headMs + doing.byMs, budget);
    case 'step':
      for (let left = doing.facts; left > 0; left--) run.seek({ kind: 'step', by: 1 });
      return run.seek({ kind: 'head' });
    case 'act':
      run.intervene(doing.intervention);
      return;
    case 'settle': {
      const answer = run.query({ kind: 'queue', part: doing.part });
      const standing =
        answer.kind === 'queue' ? answer.messages.filter(({ place }) => place !== 'dead') : [];
      if (standing.length === 0) return;
      const message = standing[doing.nth % standing.length].id;
      run.intervene({ kind: 'Settle', part: doing.part, message, how: doing.how });
    }
  }
}

/** Lets a run go on until nothing more happens up to a time, so many facts at a go. */
export function playTo(run: Run, toMs: number, budget = Infinity): void {
  const isThere = ({ headMs, simulation, origin }: Run['current']): boolean =>
    headMs >= toMs && simulation.nextMs > toMs && !(origin.pending[0]?.atMs <= toMs);
  while (!isThere(run.current)) run.advance(toMs, budget);
}

/** Does all of it, and lets things settle. */
export function doAll(run: Run, doings: readonly Doing[], budget = Infinity): Run {
  for (const doing of doings) doIt(run, doing, budget);
  playTo(run, run.current.headMs + SETTLING_MS, budget);
  return run;
}
