/** Lives of groups: random ones, and those that were recorded (K4, K6, K7). */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { committedOffsets } from './committedOffsets';
import { oneOwner } from './oneOwner';
import { groupState } from '../stream/group/read';
import { ASSIGNORS_OF } from '../stream/group/schema';
import { GroupBench, type Lists } from '../stream/group/testing/bench';

const TOPICS = { t0: 4, t1: 3 };
const MEMBERS = ['m0', 'm1', 'm2', 'm3', 'm4'];

const setups = [
  ...ASSIGNORS_OF.classic.map((assignor) => ({ protocol: 'classic' as const, assignor })),
  ...ASSIGNORS_OF.consumer.map((assignor) => ({ protocol: 'consumer' as const, assignor })),
];

type Deed = (bench: GroupBench) => void;

const member = fc.constantFrom(...MEMBERS);
const streams = fc.subarray(Object.keys(TOPICS), { minLength: 1 });
const begins = fc.tuple(member, streams).map(
  ([id, to]): Deed =>
    (bench) =>
      bench.join(id, to),
);
const passes = fc.integer({ min: 1, max: 30_000 }).map(
  (ms): Deed =>
    (bench) =>
      bench.pass(ms),
);
const deeds: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: begins },
  member.map(
    (id): Deed =>
      (bench) =>
        bench.leave(id),
  ),
  member.map(
    (id): Deed =>
      (bench) =>
        bench.die(id),
  ),
  fc.tuple(member, fc.boolean()).map(
    ([id, busy]): Deed =>
      (bench) =>
        bench.hang(id, busy),
  ),
  {
    weight: 3,
    arbitrary: member.map(
      (id): Deed =>
        (bench) =>
          bench.beat(id),
    ),
  },
  { weight: 3, arbitrary: passes },
  fc.tuple(member, fc.nat(3)).map(([id, partition]): Deed => (bench) => {
    bench.say(id, 'commit', bench.append('t0', partition));
  }),
);

describe.each(setups)('a group of the protocol $protocol under $assignor', (group) => {
  it('[K4] never has two owners of a partition, and is whole again when all is calm', () => {
    fc.assert(
      fc.property(fc.array(deeds, { maxLength: 40 }), (life) => {
        const bench = new GroupBench({ topics: TOPICS, group, clients: MEMBERS.length });
        for (const deed of life) deed(bench);
        for (const id of MEMBERS) bench.hang(id, false);
        bench.pass(130_000);
        const { journal, plan, lone } = bench;
        for (const checker of [oneOwner(plan), committedOffsets(plan)]) {
          for (let seq = 0; seq < journal.length; seq++) checker.see(journal, seq);
          expect(checker.violations(lone.world)).toEqual([]);
        }
        const owned = bench.owners();
        const subscribed = bench.subscribed();
        const all = Object.entries(TOPICS).filter(([stream]) => subscribed.has(stream));
        const wanted = all.flatMap(([stream, count]) =>
          Array.from({ length: count }, (_, partition) => `${stream}-${partition}`),
        );
        expect(Object.values(owned).flat().sort()).toEqual(wanted);
        expect(bench.held()).toEqual(owned);
        const { state } = groupState(lone.world, bench.group);
        expect(state).toBe(Object.keys(owned).length === 0 ? 'empty' : 'stable');
        expect(lone.folded(Math.floor(journal.length / 2))).toEqual(lone.save());
      }),
      { numRuns: 40 },
    );
  });
});

it('[K6] a cooperative member never lets go of what it keeps', () => {
  fc.assert(
    fc.property(fc.array(member, { minLength: 2, maxLength: 6 }), (joining) => {
      const group = { assignor: 'cooperativeSticky' as const };
      const bench = new GroupBench({ topics: TOPICS, group });
      for (const id of joining) {
        const before = bench.owners();
        bench.when(() => bench.join(id, ['t0', 't1']).beat().beat().beat());
        const after = bench.owners();
        const lost = bench.facts('OwnershipGivenUp').map((line) => {
          const [, owner, stream, partition] = line.split(' ');
          return { owner, place: `${stream}-${partition}` };
        });
        for (const { owner, place } of lost) {
          expect(before[owner]).toContain(place);
          if (owner !== id) expect(after[owner]).not.toContain(place);
        }
      }
    }),
    { numRuns: 40 },
  );
});

const listsSchema = v.record(v.string(), v.array(v.string()));
const recordingsSchema = v.array(
  v.object({
    topics: v.record(v.string(), v.number()),
    steps: v.array(
      v.object({
        event: v.string(),
        members: listsSchema,
        sticky: listsSchema,
        cooperativeRounds: v.array(listsSchema),
      }),
    ),
  }),
);

describe('the recorded lives of groups, joined and left member by member', () => {
  const path = new URL(
    '../../app/node/conformance/fixtures/kafka/rebalances.json',
    import.meta.url,
  );
  const recordings = v.parse(recordingsSchema, JSON.parse(readFileSync(path, 'utf8')));

  it.each(['sticky', 'cooperativeSticky'] as const)('[K5] [K6] under %s', (assignor) => {
    for (const { topics, steps } of recordings) {
      const bench = new GroupBench({ topics, group: { assignor } });
      for (const { event, members, sticky, cooperativeRounds } of steps) {
        enact(bench, event, members);
        const expected = assignor === 'sticky' ? [sticky] : cooperativeRounds;
        expect(roundsOf(bench)).toEqual(expected.map(sorted));
      }
    }
  });
});

/**
 * What a step of a recording does to the group. The first members begin together: somebody who
 * reads nothing holds the group up until all are there, and leaves.
 */
function enact(bench: GroupBench, event: string, members: Lists): void {
  const [verb, id] = event.split(' ');
  if (verb === 'init') bench.join('shop', []).hang('shop');
  bench.when(() => {
    if (verb === 'init') {
      for (const first of Object.keys(members)) bench.join(first, members[first]);
      bench.leave('shop');
    } else if (verb === 'join') bench.join(id, members[id]);
    else bench.leave(id);
    for (let time = 0; time < 3; time++) bench.beat();
  });
}

/** The assignments since `when`, round by round. */
function roundsOf(bench: GroupBench): Lists[] {
  const rounds = new Map<string, Lists>();
  for (const line of bench.facts('AssignmentMade')) {
    const [, id, generation, list] = line.split(' ');
    const round = rounds.get(generation) ?? {};
    rounds.set(generation, round);
    const pairs = JSON.parse(list) as [string, number][]; // as the group writes it
    round[id] = pairs.map(([stream, partition]) => `${stream}-${partition}`);
  }
  return [...rounds.values()].map(sorted);
}

function sorted(lists: Lists): Lists {
  return Object.fromEntries(
    Object.entries(lists)
      .map(([id, list]): [string, string[]] => [id, [...list].sort()])
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}
