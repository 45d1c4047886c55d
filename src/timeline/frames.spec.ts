/** Says what a frame's columns tell of the world at a cursor. */
import { describe, expect, it } from 'vitest';
import {
  FLIGHT_STRIDE,
  FlightColumn,
  type Frame,
  INSTANCE_STRIDE,
  InstanceColumn,
  PART_STRIDE,
  PartColumn,
  SLOT_STRIDE,
  SlotColumn,
  SLOTS_SHOWN,
  SPARK_BUCKETS,
} from './frame';
import type { Run } from './run';
import { ALL, KILL, tillAt } from './testing/till';

/** Rows of a block of columns as records. */
function rows<C extends { readonly [name: string]: number }>(
  block: Int32Array,
  stride: number,
  columns: C,
): { [K in keyof C]: number }[] {
  expect(block.length % stride).toBe(0);
  return Array.from({ length: block.length / stride }, (_, row) => {
    const record = Object.entries(columns).map(([name, at]) => [name, block[row * stride + at]]);
    return Object.fromEntries(record) as { [K in keyof C]: number }; // all of its columns
  });
}

const frameOf = (run: Run): Frame => run.frame(1, 7);
const partOf = (run: Run, id: string) => {
  const all = rows(frameOf(run).parts, PART_STRIDE, PartColumn);
  expect(all).toHaveLength(run.topology.parts.length);
  return all[run.context.plan.indexOf(id)];
};

describe('the parts of a frame', () => {
  it('tell of a service: who is alive, what it holds, how much it did', () => {
    const run = tillAt(25, { atMs: [10, 10, 10] });
    expect(partOf(run, 'till')).toMatchObject({ alive: 1, instances: 1, sinceMs: -1, holding: 2 });
    run.advance(1000, ALL);
    expect(partOf(run, 'till')).toMatchObject({ holding: 0, total: 3, handledMilli: 3000 });
    run.intervene(KILL);
    expect(partOf(run, 'till')).toMatchObject({ alive: 0, instances: 1, sinceMs: 1000 });
  });

  it('tell of a queue: what is ready, in hands, dead, handed out before', () => {
    const run = tillAt(25, { atMs: [10, 10, 10, 10] });
    expect(partOf(run, 'inbox')).toMatchObject({ ready: 2, unacked: 2, dead: 0, redelivered: 0 });
    run.intervene({ kind: 'Settle', part: 'inbox', message: 'orders/3', how: 'deadLetter' });
    run.intervene(KILL);
    run.advance(40, ALL);
    const wanted = { ready: 3, unacked: 0, dead: 1, redelivered: 2, total: 4 };
    expect(partOf(run, 'inbox')).toMatchObject(wanted);
  });

  it('tell of a workload and of an external system', () => {
    const run = tillAt(45);
    expect(partOf(run, 'orders')).toMatchObject({ alive: 1, total: 1, holding: 0 });
    expect(partOf(run, 'bank')).toMatchObject({ alive: 1, holding: 1, total: 1 });
  });
});

describe('the instances of a frame', () => {
  it('tell who is idle, busy or dead, and with which message', () => {
    const run = tillAt(25);
    const till = run.context.plan.indexOf('till');
    const instanceOf = () =>
      rows(frameOf(run).instances, INSTANCE_STRIDE, InstanceColumn).find(
        ({ part }) => part === till,
      );
    const busy = instanceOf();
    expect(busy).toMatchObject({ instance: 0, state: 1, holding: 1 });
    const message = { kind: 'message', message: 'orders/1' } as const;
    expect(run.query(message)).toMatchObject({ detail: { seq: busy?.message } });
    run.advance(100, ALL);
    expect(instanceOf()).toMatchObject({ state: 0, message: -1 });
    run.intervene(KILL);
    expect(instanceOf()).toMatchObject({ state: 2, message: -1 });
  });
});

describe('the slots of a frame', () => {
  it('tell where messages stand: ready ones head first, those in hands with their holder', () => {
    const run = tillAt(25, { atMs: [10, 10, 10] });
    const till = run.context.plan.indexOf('till');
    const slots = rows(frameOf(run).slots, SLOT_STRIDE, SlotColumn);
    expect(slots).toMatchObject([
      { place: 0, handouts: 0, service: -1, instance: -1 },
      { place: 1, handouts: 1, service: till, instance: 0 },
      { place: 1, handouts: 1, service: till, instance: 0 },
    ]);
  });

  it('show so many ready ones and no more', () => {
    const run = tillAt(25, { atMs: Array.from({ length: 100 }, () => 10) });
    const slots = rows(frameOf(run).slots, SLOT_STRIDE, SlotColumn);
    expect(slots.filter(({ place }) => place === 0)).toHaveLength(SLOTS_SHOWN);
    expect(partOf(run, 'inbox').ready).toBe(98);
  });
});

describe('the flights of a frame', () => {
  it('tell what is under way, from when to when', () => {
    const run = tillAt(12);
    const { plan } = run.context;
    const flights = rows(frameOf(run).flights, FLIGHT_STRIDE, FlightColumn);
    expect(flights).toMatchObject([
      { from: plan.indexOf('orders'), to: plan.indexOf('placed'), departMs: 10, arriveMs: 15 },
    ]);
    expect(run.topology.purposes[flights[0].purpose]).toBe('publish');
    expect(run.topology.forms[flights[0].form]).toBe('event');
  });

  it('are those of the cursor, also in the past', () => {
    const run = tillAt(300);
    run.seek({ kind: 'time', atMs: 12 });
    expect(rows(frameOf(run).flights, FLIGHT_STRIDE, FlightColumn)).toHaveLength(1);
    run.seek({ kind: 'time', atMs: 25 });
    expect(frameOf(run).flights).toHaveLength(0);
  });
});

describe('the sparks of a frame', () => {
  it('tell how much each part did in each quarter second, the latest last', () => {
    const run = tillAt(1100);
    const at = run.context.plan.indexOf('till') * SPARK_BUCKETS;
    const { sparks } = frameOf(run);
    expect(sparks).toHaveLength(run.topology.parts.length * SPARK_BUCKETS);
    expect([...sparks.subarray(at + SPARK_BUCKETS - 5, at + SPARK_BUCKETS)]).toEqual([
      2, 3, 2, 3, 0,
    ]);
  });
});

it('is a moment as it was: a frame of the past equals the one that was live then', () => {
  const state = ({ parts, instances, slots, flights, sparks }: Frame) => {
    return { parts, instances, slots, flights, sparks };
  };
  const live = state(frameOf(tillAt(137)));
  const run = tillAt(1000);
  run.seek({ kind: 'time', atMs: 137 });
  expect(state(frameOf(run))).toEqual(live);
});
