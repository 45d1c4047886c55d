/** Reads recordings of RabbitMQ over AMQP 0-9-1 and compares a replay with them (rules Q). */
import * as v from 'valibot';
import type { Json } from '../../../world';
import { type Delivery, type Letter, RabbitReplay, type Step } from './rabbitReplay';
import {
  type Difference,
  isSame,
  readCases,
  type RecordedCase,
  type RecordingKind,
} from './recording';

const name = v.pipe(v.string(), v.minLength(1));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const flag = v.boolean();

const stepSchema = v.variant('op', [
  v.object({
    op: v.literal('publish'),
    body: v.string(),
    priority: v.optional(whole),
    ttlMs: v.optional(whole),
  }),
  v.object({
    op: v.literal('consume'),
    consumer: name,
    prefetch: v.optional(whole),
    autoAck: v.optional(flag),
    consumerPriority: v.optional(v.pipe(v.number(), v.integer())),
  }),
  v.object({ op: v.literal('ack'), consumer: name, body: v.string() }),
  v.object({ op: v.literal('nack'), consumer: name, body: v.string(), requeue: flag }),
  v.object({ op: v.literal('crash'), consumer: name }),
  v.object({ op: v.literal('purge') }),
  v.object({ op: v.literal('wait'), ms: whole }),
]);

const deliverySchema = v.object({
  consumer: name,
  body: v.string(),
  redelivered: flag,
  deliveryCount: v.optional(whole),
});

const letterSchema = v.object({
  body: v.string(),
  redelivered: flag,
  deaths: v.optional(v.array(v.object({ reason: v.string(), count: whole }))),
});

const caseSchema = v.pipe(
  v.object({
    name: v.string(),
    queue: v.object({
      type: v.picklist(['classic', 'quorum']),
      messageTtlMs: v.optional(whole),
      maxLength: v.optional(whole),
      overflow: v.optional(v.picklist(['drop-head', 'reject-publish'])),
      maxPriority: v.optional(whole),
      deliveryLimit: v.optional(whole),
      singleActiveConsumer: v.optional(flag),
      deadLetter: v.optional(flag),
    }),
    steps: v.array(stepSchema),
    observed: v.array(
      v.object({
        deliveries: v.array(deliverySchema),
        ready: whole,
        deadLettered: whole,
        outcome: v.optional(v.union([v.string(), whole])),
      }),
    ),
    afterAllConsumersClosed: v.object({
      remaining: v.array(letterSchema),
      deadLetters: v.array(letterSchema),
    }),
  }),
  v.forward(
    v.check(
      ({ steps, observed }) => steps.length === observed.length,
      'there must be one observation for each step',
    ),
    ['observed'],
  ),
);

type Recording = v.InferOutput<typeof caseSchema>;

/** What one expects and the other has, by what it is called. */
type Compared = readonly (readonly [what: string, expected: Json, found: Json])[];

function toCase(recording: Recording): RecordedCase {
  return { name: recording.name, replay: () => replay(recording) };
}

function replay(recording: Recording): Difference | undefined {
  const { queue, steps, observed, afterAllConsumersClosed } = recording;
  const replaying = new RabbitReplay(queue, steps);
  for (const [index, step] of steps.entries()) {
    const { deliveries, ...rest } = replaying.step(step);
    const expected = observed[index];
    const compared: Compared = [
      ...byConsumer(expected.deliveries, deliveries),
      ['ready', expected.ready, rest.ready],
      ['dead-lettered', expected.deadLettered, rest.deadLettered],
      ['outcome', expected.outcome ?? null, rest.outcome ?? null],
    ];
    const difference = firstDifference(`after step ${index} (${textOf(step)})`, compared);
    if (difference !== undefined) return difference;
  }
  const left = replaying.finish();
  const expected = afterAllConsumersClosed;
  return firstDifference('after all consumers closed', [
    ['remaining', plain(expected.remaining), plain(left.remaining)],
    ['dead letters', plain(expected.deadLetters), plain(left.deadLetters)],
  ]);
}

/** The order between two channels is not promised: each consumer's deliveries by themselves. */
function byConsumer(expected: readonly Delivery[], found: readonly Delivery[]): Compared {
  const consumers = new Set([...expected, ...found].map(({ consumer }) => consumer));
  const to = (one: string, list: readonly Delivery[]): Json =>
    plain(list.filter(({ consumer }) => consumer === one));
  return [...consumers].map((one) => [`deliveries to ${one}`, to(one, expected), to(one, found)]);
}

/** Without the fields that are undefined. */
function plain(list: readonly (Delivery | Letter)[]): Json {
  return JSON.parse(JSON.stringify(list)) as Json; // JSON.parse gives JSON
}

function firstDifference(when: string, compared: Compared): Difference | undefined {
  const different = compared.find(([, expected, found]) => !isSame(expected, found));
  if (different === undefined) return undefined;
  const [what, expected, found] = different;
  return { at: `${when}: ${what}`, expected, found };
}

function textOf(step: Step): string {
  return Object.values(step).map(String).join(' ');
}

/** Any file in a folder of RabbitMQ's, and, wherever they lie, those that are called so. */
export const rabbitmqRecordings: RecordingKind = {
  matches: ({ folder, name: file }) =>
    folder === 'rabbitmq' || (folder !== 'kafka' && /^(rules|random|wide)\b.*\.json$/.test(file)),
  cases: (json) => readCases(json, caseSchema, toCase),
};
