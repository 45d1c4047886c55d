/** The assignors by their vectors and by what must hold of every division (K5). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASSIGNORS } from '../schema';
import { type Assignment, assignBy, type AssignorInput, type TopicPartition } from './index';

const vector: AssignorInput = {
  topics: new Map([
    ['t0', 6],
    ['t1', 1],
    ['t2', 3],
  ]),
  members: ['m0', 'm1', 'm2'].map((id) => ({
    id,
    topics: ['t0', 't1', 't2'],
    owned: [],
    generation: -1,
  })),
};

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`;
const written = (assignment: Assignment): string =>
  [...assignment.values()].map((list) => list.map(nameOf).sort().join(' ')).join(' | ');

describe('three members of topics of 6, 1 and 3', () => {
  it('[K5] range: topic by topic, the first members get the extra', () => {
    expect(written(assignBy('range', vector))).toBe(
      't0-0 t0-1 t1-0 t2-0 | t0-2 t0-3 t2-1 | t0-4 t0-5 t2-2',
    );
  });

  it('[K5] round robin: one after the other', () => {
    expect(written(assignBy('roundrobin', vector))).toBe(
      't0-0 t0-3 t1-0 t2-2 | t0-1 t0-4 t2-0 | t0-2 t0-5 t2-1',
    );
  });
});

/** More rounds than a group of these sizes was ever seen to need. */
const ROUNDS_MAX = 6;
const TOPICS = ['t0', 't1', 't2', 't3'];

/** Members that may claim anything: partitions of others, of older generations, of no topic. */
const inputs = fc
  .record({
    counts: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }),
    members: fc.array(
      fc.record({
        topics: fc.subarray([...TOPICS, 'gone'], { minLength: 1 }),
        owned: fc.uniqueArray(fc.tuple(fc.constantFrom(...TOPICS, 'old'), fc.nat(9)), {
          selector: String,
          maxLength: 12,
        }),
        generation: fc.integer({ min: -1, max: 3 }),
      }),
      { minLength: 1, maxLength: 7 },
    ),
  })
  .map(({ counts, members }): AssignorInput => ({
    topics: new Map(TOPICS.map((topic, at) => [topic, counts[at]])),
    members: members.map(({ topics, owned, generation }, at) => ({
      id: `m${at}`,
      topics,
      owned: owned.map(([topic, partition]) => ({ topic, partition })),
      generation,
    })),
  }));

const alike = inputs.map((input): AssignorInput => {
  const [{ topics }] = input.members;
  return { ...input, members: input.members.map((member) => ({ ...member, topics })) };
});

const wanted = ({ topics, members }: AssignorInput): string[] =>
  [...new Set(members.flatMap((member) => member.topics))]
    .flatMap((topic) =>
      Array.from({ length: topics.get(topic) ?? 0 }, (_, partition) =>
        nameOf({ topic, partition }),
      ),
    )
    .sort();

const sizesOf = (assignment: Assignment): number[] =>
  [...assignment.values()].map((list) => list.length);

/** The same members, who own what they were assigned. */
const settled = (input: AssignorInput, assignment: Assignment, generation = 9): AssignorInput => ({
  ...input,
  members: input.members.map((member) => ({
    ...member,
    owned: assignment.get(member.id) ?? [],
    generation,
  })),
});

describe('whatever members claim', () => {
  it.each(ASSIGNORS)('[K4] [K5] %s gives partitions to subscribers only, once at most', (name) => {
    fc.assert(
      fc.property(inputs, (input) => {
        const assignment = assignBy(name, input);
        expect([...assignment.keys()].sort()).toEqual(input.members.map(({ id }) => id).sort());
        const given = [...assignment.values()].flat().map(nameOf);
        expect(new Set(given).size).toBe(given.length);
        for (const { id, topics } of input.members) {
          const list = assignment.get(id) ?? [];
          expect(list.every(({ topic }) => topics.includes(topic))).toBe(true);
        }
        if (name !== 'cooperativeSticky') expect(given.sort()).toEqual(wanted(input));
      }),
    );
  });

  it('[K6] cooperative sticky gives the rest in the second round, and takes nothing more', () => {
    fc.assert(
      fc.property(alike, (input) => {
        const first = assignBy('cooperativeSticky', input);
        const second = assignBy('cooperativeSticky', settled(input, first));
        expect([...second.values()].flat().map(nameOf).sort()).toEqual(wanted(input));
      }),
    );
  });

  it('[K6] cooperative sticky comes to rest, where subscriptions differ too', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        // What is given in one round may even out better in the next, as with Kafka's own.
        let given = assignBy('cooperativeSticky', input);
        for (let round = 0; round < ROUNDS_MAX; round++) {
          given = assignBy('cooperativeSticky', settled(input, given));
        }
        expect([...given.values()].flat().map(nameOf).sort()).toEqual(wanted(input));
      }),
    );
  });

  it.each(['roundrobin', 'sticky', 'uniform'] as const)(
    '[K5] %s is even where all subscribe alike',
    (name) => {
      fc.assert(
        fc.property(alike, (input) => {
          const sizes = sizesOf(assignBy(name, input));
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        }),
      );
    },
  );

  it.each(['sticky', 'cooperativeSticky', 'uniform'] as const)(
    '[K5] %s leaves a settled group of equal subscriptions as it is',
    (name) => {
      fc.assert(
        fc.property(alike, (input) => {
          const assignment = assignBy(name === 'uniform' ? 'uniform' : 'sticky', input);
          const again = assignBy(name, settled(input, assignment));
          expect(sorted(again)).toEqual(sorted(assignment));
        }),
      );
    },
  );

  it('[K5] the order in which members are listed does not matter', () => {
    fc.assert(
      fc.property(inputs, fc.constantFrom(...ASSIGNORS), (input, name) => {
        const turned = { ...input, members: [...input.members].reverse() };
        expect(sorted(assignBy(name, turned))).toEqual(sorted(assignBy(name, input)));
      }),
    );
  });
});

function sorted(assignment: Assignment): Record<string, string[]> {
  return Object.fromEntries([...assignment].map(([id, list]) => [id, list.map(nameOf).sort()]));
}
