/** Reads recordings of Apache Kafka's own classes and compares the world with them (K1, K5, K6). */
import * as v from 'valibot';
import {
  assignBy,
  type Assignment,
  type AssignorInput,
  type AssignorName,
  type Json,
  murmur2,
  partitionOf,
  type TopicPartition,
} from '../../../world';
import {
  type Difference,
  isSame,
  readCases,
  type RecordedCase,
  type RecordingKind,
} from './recording';
import { type NamedLists, uniformFault } from './uniform';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const signed = v.pipe(v.number(), v.integer());
const placeSchema = v.pipe(v.string(), v.regex(/^.+-\d+$/, 'expected topic-partition'));
const listsSchema = v.record(v.string(), v.array(placeSchema));
const subscriptionsSchema = v.record(v.string(), v.array(v.string()));
const topicsSchema = v.record(v.string(), whole);

// K1

const keySchema = v.object({
  key: v.string(),
  hash: signed,
  positive: whole,
  partition: v.record(v.pipe(v.string(), v.digits()), whole),
});

function keyCase(recorded: v.InferOutput<typeof keySchema>): RecordedCase {
  return { name: `key ${JSON.stringify(recorded.key)}`, replay: () => replayKey(recorded) };
}

function replayKey(recorded: v.InferOutput<typeof keySchema>): Difference | undefined {
  const { key, hash, positive, partition } = recorded;
  const found = murmur2(new TextEncoder().encode(key));
  return firstDifference([
    ['hash', hash, found],
    ['positive', positive, found & 0x7fffffff],
    ...Object.entries(partition).map(([count, expected]): Compared => [
      `partition of ${count}`,
      expected,
      partitionOf(key, Number(count)),
    ]),
  ]);
}

// K5

const assignmentSchema = v.object({
  topics: topicsSchema,
  subscriptions: subscriptionsSchema,
  range: listsSchema,
  roundrobin: listsSchema,
  sticky: listsSchema,
  cooperativeSticky: listsSchema,
  uniform848: listsSchema,
  range848: listsSchema,
});

/** Under which of our names the recorder's assignors go. */
const RECORDED = {
  range: 'range',
  roundrobin: 'roundrobin',
  sticky: 'sticky',
  cooperativeSticky: 'cooperativeSticky',
  range848: 'range',
} as const satisfies Record<string, AssignorName>;
const RECORDED_NAMES = ['range', 'roundrobin', 'sticky', 'cooperativeSticky', 'range848'] as const;

function assignmentCase(
  recorded: v.InferOutput<typeof assignmentSchema>,
  index: number,
): RecordedCase {
  const { topics, subscriptions, uniform848 } = recorded;
  const replay = (): Difference | undefined => {
    const input = inputOf(topics, subscriptions, {}, -1);
    const exact = RECORDED_NAMES.map((name): Compared => {
      return [name, sorted(recorded[name]), named(assignBy(RECORDED[name], input))];
    });
    return (
      firstDifference(exact) ??
      differenceIn('uniform848', input, uniform848, assignBy('uniform', input))
    );
  };
  return { name: `case ${index}`, replay };
}

// K6

const rebalanceSchema = v.object({
  topics: topicsSchema,
  steps: v.array(
    v.object({
      event: v.string(),
      members: subscriptionsSchema,
      sticky: listsSchema,
      cooperativeRounds: v.pipe(v.array(listsSchema), v.minLength(1)),
      uniform848: listsSchema,
    }),
  ),
});

type Rebalances = v.InferOutput<typeof rebalanceSchema>;

function rebalanceCase({ topics, steps }: Rebalances, index: number): RecordedCase {
  return { name: `case ${index}`, replay: () => replayLife(topics, steps) };
}

/** A group's life: what its members own after one step is what they bring along to the next. */
function replayLife(topics: Topics, steps: Rebalances['steps']): Difference | undefined {
  let sticky: NamedLists = {};
  let cooperative: NamedLists = {};
  let uniform: NamedLists = {};
  let generation = 0;
  for (const [index, step] of steps.entries()) {
    const at = (what: string): string => `after step ${index} (${step.event}): ${what}`;
    generation++;
    sticky = named(assignBy('sticky', inputOf(topics, step.members, sticky, generation - 1)));
    const rounds: NamedLists[] = [];
    do {
      const input = inputOf(topics, step.members, cooperative, generation - 1);
      cooperative = named(assignBy('cooperativeSticky', input));
      rounds.push(cooperative);
      generation++;
    } while (isAnythingFree(topics, step.members, cooperative) && rounds.length <= ROUNDS_MAX);
    const input = inputOf(topics, step.members, uniform, generation);
    const found =
      firstDifference([
        [at('sticky'), sorted(step.sticky), sticky],
        [at('cooperative rounds'), step.cooperativeRounds.map(sorted), rounds],
      ]) ?? differenceIn(at('uniform848'), input, step.uniform848, assignBy('uniform', input));
    if (found !== undefined) return found;
    // By property only, so the next step starts from what was recorded.
    uniform = step.uniform848;
  }
  return undefined;
}

/** A cooperative rebalance has two rounds; more would be a difference, and an end. */
const ROUNDS_MAX = 3;

/** Whether there is a partition that somebody subscribed to and nobody has. */
function isAnythingFree(topics: Topics, members: Subscriptions, lists: NamedLists): boolean {
  const subscribed = new Set(Object.values(members).flat());
  const count = [...subscribed].reduce((sum, topic) => sum + (topics[topic] ?? 0), 0);
  return Object.values(lists).flat().length < count;
}

// common ground

type Topics = Readonly<Record<string, number>>;
type Subscriptions = Readonly<Record<string, readonly string[]>>;
type Compared = readonly [what: string, expected: Json, found: Json];

function inputOf(
  topics: Topics,
  subscriptions: Subscriptions,
  owned: NamedLists,
  generation: number,
): AssignorInput {
  return {
    topics: new Map(Object.entries(topics)),
    members: Object.entries(subscriptions).map(([id, subscribed]) => ({
      id,
      topics: [...new Set(subscribed)],
      owned: (owned[id] ?? []).map(placeOf),
      generation: Object.hasOwn(owned, id) ? generation : -1,
    })),
  };
}

function placeOf(text: string): TopicPartition {
  const dash = text.lastIndexOf('-');
  return { topic: text.slice(0, dash), partition: Number(text.slice(dash + 1)) };
}

/** An assignment as recordings write it, each list in order. */
function named(assignment: Assignment): NamedLists {
  const lists = [...assignment].map(([id, places]): [string, string[]] => [
    id,
    places.map(({ topic, partition }) => `${topic}-${partition}`),
  ]);
  return sorted(Object.fromEntries(lists));
}

/** Order within a member's list does not count. */
function sorted(lists: NamedLists): Record<string, string[]> {
  return Object.fromEntries(Object.entries(lists).map(([id, list]) => [id, [...list].sort()]));
}

function firstDifference(compared: readonly Compared[]): Difference | undefined {
  const different = compared.find(([, expected, found]) => !isSame(expected, found));
  if (different === undefined) return undefined;
  const [at, expected, found] = different;
  return { at, expected, found };
}

/** uniform848 depends on random topic ids: what is compared is what does not. */
function differenceIn(
  at: string,
  input: AssignorInput,
  expected: NamedLists,
  found: Assignment,
): Difference | undefined {
  const fault = uniformFault(input, sorted(expected), named(found));
  return fault && { ...fault, at: `${at}: ${fault.at}` };
}

function kindOf(name: string, cases: RecordingKind['cases']): RecordingKind {
  const pattern = new RegExp(`^${name}\\b.*\\.json$`);
  return {
    matches: ({ folder, name: file }) => folder !== 'rabbitmq' && pattern.test(file),
    cases,
  };
}

/** The three kinds of Kafka's recordings, by the names of their files. */
export const kafkaRecordings: readonly RecordingKind[] = [
  kindOf('murmur2', (json) => readCases(json, keySchema, keyCase)),
  kindOf('assignments', (json) => readCases(json, assignmentSchema, assignmentCase)),
  kindOf('rebalances', (json) => readCases(json, rebalanceSchema, rebalanceCase)),
];
