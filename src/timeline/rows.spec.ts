/** Says how facts and messages are written out for log, hover and inspector. */
import { describe, expect, it } from 'vitest';
import { countChains, laneOf, logRow, messageDetail, messageOf } from './rows';
import type { Run } from './run';
import { KILL, tillAt } from './testing/till';

/** Seq of the first fact of a kind. */
function first(run: Run, kind: string, nth = 0): number {
  const { journal, reader } = run.current;
  const all = Array.from({ length: journal.length }, (_, seq) => seq);
  return all.filter((seq) => logRow(reader, seq).kind === kind)[nth];
}

describe('a row of the log', () => {
  it('says all fields of a fact as text, in their order', () => {
    const run = tillAt(300);
    const row = logRow(run.current.reader, first(run, 'MessageDelivered'));
    expect(row).toMatchObject({ atMs: 15, kind: 'MessageDelivered', byHand: false, part: 'inbox' });
    expect(row.fields).toEqual([
      ['queue', 'inbox'],
      ['message', 'orders/1'],
      ['service', 'till'],
      ['instance', '0'],
      ['handouts', '1'],
      ['redelivered', 'false'],
    ]);
  });

  it('[S8] names the message that the fact is about', () => {
    const run = tillAt(300);
    const { reader } = run.current;
    const message = { id: 'orders/1', type: 'Placed', form: 'event', correlation: 'order-1' };
    expect(logRow(reader, first(run, 'MessageDelivered')).message).toEqual(message);
    expect(logRow(reader, first(run, 'MessageCreated')).message).toEqual(message);
  });

  it('writes data as JSON, and has neither part nor message where there is none', () => {
    const run = tillAt(300);
    const { reader } = run.current;
    const made = logRow(reader, first(run, 'MessageCreated'));
    expect(made.fields).toContainEqual(['data', '{"nth":1}']);
    expect(made.fields).toContainEqual(['causation', 'null']);
    expect(logRow(reader, 0)).toMatchObject({ part: null, message: null, causeSeq: -1 });
  });

  it('says what a person did', () => {
    const run = tillAt(20);
    run.intervene(KILL);
    const { reader } = run.current;
    expect(logRow(reader, first(run, 'ServiceKilled'))).toMatchObject({ byHand: true });
    expect(logRow(reader, first(run, 'InstanceKilled'))).toMatchObject({ byHand: false });
  });
});

describe('a fact', () => {
  it('belongs to the lane of the part that it names first, the run’s own to none', () => {
    const run = tillAt(300);
    const { reader, world } = run.current;
    expect(laneOf(reader, first(run, 'CallServed'))).toBe(world.plan.indexOf('bank'));
    expect(laneOf(reader, 0)).toBe(-1);
  });

  it('is about the message that it names, or about none', () => {
    const run = tillAt(300);
    const { reader } = run.current;
    const made = first(run, 'MessageCreated');
    expect(messageOf(reader, made)).toBe(made);
    expect(messageOf(reader, first(run, 'MessageAcked'))).toBe(made);
    expect(messageOf(reader, first(run, 'InstanceStarted'))).toBe(-1);
  });
});

describe('a chain of messages', () => {
  it('[S8] is counted from its root, up to a moment', () => {
    const run = tillAt(300);
    const { reader, journal } = run.current;
    const root = first(run, 'MessageCreated');
    const charge = first(run, 'MessageCreated', 1);
    expect(countChains(reader, [charge], journal.length)).toEqual(new Map([[root, 3]]));
    expect(countChains(reader, [charge], charge)).toEqual(new Map([[root, 1]]));
    expect(countChains(reader, [], journal.length)).toEqual(new Map());
    expect(messageDetail(reader, charge, new Map())).toMatchObject({ correlated: 0 });
  });
});
