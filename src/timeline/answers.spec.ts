/** Says what inspector, log and timeline are told about a run at its cursor. */
import { describe, expect, it } from 'vitest';
import type { Query, QueryResult } from './query';
import type { Run } from './run';
import { ALL, KILL, openTill, tillAt } from './testing/till';

/** An answer of the kind that was asked for. */
function ask<K extends Query['kind']>(
  run: Run,
  query: Extract<Query, { kind: K }>,
): Extract<QueryResult, { kind: K }> {
  const result = run.query(query);
  expect(result.kind).toBe(query.kind);
  return result as Extract<QueryResult, { kind: K }>; // as just checked
}

describe('a question about a fact', () => {
  it('is answered with its row, also for one after the cursor', () => {
    const run = tillAt(300);
    run.seek({ kind: 'fact', seq: 0 });
    expect(ask(run, { kind: 'fact', seq: 0 }).row).toMatchObject({ kind: 'RunStarted', seq: 0 });
    expect(ask(run, { kind: 'fact', seq: 20 }).row?.seq).toBe(20);
  });

  it.each([-1, 1_000_000])('that is not there (%i) has none', (seq) => {
    expect(ask(tillAt(50), { kind: 'fact', seq }).row).toBeNull();
  });
});

describe('the log', () => {
  const customers = (): Run => {
    const run = openTill();
    run.advance(300, ALL);
    return run;
  };

  it('has a row for each fact of the branch, and says how many lie before the cursor', () => {
    const run = customers();
    run.seek({ kind: 'time', atMs: 100 });
    const { length } = run.current.journal;
    const log = ask(run, { kind: 'log', from: 5, count: 3 });
    expect(log.rows.map(({ seq }) => seq)).toEqual([5, 6, 7]);
    expect(log).toMatchObject({ total: length, totalAtCursor: run.cursor.seq + 1 });
  });

  it('is handed out in portions of 500 at most', () => {
    const atMs = Array.from({ length: 100 }, () => 10);
    const run = tillAt(10_000, { atMs });
    expect(run.current.journal.length).toBeGreaterThan(600);
    expect(ask(run, { kind: 'log', from: 0, count: 9999 }).rows).toHaveLength(500);
  });

  it('can be that of one part', () => {
    const filter = { part: 'bank', errorsOnly: false };
    const log = ask(customers(), { kind: 'log', from: 0, count: 500, filter });
    expect(new Set(log.rows.map(({ part }) => part))).toEqual(new Set(['bank']));
    expect(log.rows).toHaveLength(log.total);
    const second = ask(customers(), { kind: 'log', from: 1, count: 1, filter });
    expect(second.rows).toEqual([log.rows[1]]);
  });

  it('of an unknown part is the log of all', () => {
    const filter = { part: 'moon', errorsOnly: false };
    const run = customers();
    expect(ask(run, { kind: 'log', from: 0, count: 1, filter }).total).toBe(
      run.current.journal.length,
    );
  });

  it('can be that of the errors that customers saw, which are counted in any case', () => {
    const run = customers();
    const filter = { part: null, errorsOnly: true };
    const log = ask(run, { kind: 'log', from: 0, count: 500, filter });
    expect(log).toMatchObject({ rows: [], total: 0, totalAtCursor: 0, customerErrors: 0 });
  });
});

describe('the activity of a part', () => {
  it('counts its facts by kind, up to the cursor', () => {
    const run = tillAt(300);
    expect(ask(run, { kind: 'activity', part: 'inbox' }).counts).toEqual({
      ConsumerSubscribed: 1,
      MessageEnqueued: 3,
      MessageDelivered: 3,
      MessageSent: 3,
      MessageAcked: 3,
    });
    run.seek({ kind: 'time', atMs: 15 });
    expect(ask(run, { kind: 'activity', part: 'inbox' }).counts).toEqual({
      ConsumerSubscribed: 1,
      MessageEnqueued: 1,
      MessageDelivered: 1,
      MessageSent: 1,
    });
  });
});

describe('a queue', () => {
  const backlog = (): Run => tillAt(25, { atMs: [10, 10, 10, 10] });

  it('shows what is in hands, then what is ready, with who holds it', () => {
    const { messages, total } = ask(backlog(), { kind: 'queue', part: 'inbox' });
    expect(
      messages.map(({ id, place, heldBy, handouts }) => [id, place, heldBy, handouts]),
    ).toEqual([
      ['orders/1', 'unacked', 'Till 1', 1],
      ['orders/2', 'unacked', 'Till 1', 1],
      ['orders/3', 'ready', null, 0],
      ['orders/4', 'ready', null, 0],
    ]);
    expect(total).toBe(4);
    expect(messages[3]).toMatchObject({ enqueuedMs: 15, correlation: 'order-4', correlated: 1 });
  });

  it('shows what was dead-lettered last', () => {
    const run = backlog();
    run.intervene({ kind: 'Settle', part: 'inbox', message: 'orders/3', how: 'deadLetter' });
    const { messages } = ask(run, { kind: 'queue', part: 'inbox' });
    expect(messages.at(-1)).toMatchObject({ id: 'orders/3', place: 'dead' });
  });

  it('shows its consumers and their terms', () => {
    expect(ask(backlog(), { kind: 'queue', part: 'inbox' }).consumers).toEqual([
      { service: 'till', instance: 0, unacked: 2, prefetch: 2, autoAck: false, active: true },
    ]);
  });

  it('shows 200 messages at most, and says how many there are', () => {
    const run = tillAt(25, { atMs: Array.from({ length: 300 }, () => 10) });
    const { messages, total } = ask(run, { kind: 'queue', part: 'inbox' });
    expect([messages.length, total]).toEqual([200, 300]);
  });

  it.each(['till', 'moon'])('that is none (%s) is empty', (part) => {
    expect(ask(backlog(), { kind: 'queue', part })).toMatchObject({ messages: [], total: 0 });
  });
});

describe('the depth of a queue over time', () => {
  /** Depth right after each change, as [ms, ready]. */
  const depthOf = (run: Run, fromMs: number, toMs: number, part = 'inbox'): number[][] => {
    const { atMs, ready } = ask(run, { kind: 'depth', part, fromMs, toMs });
    return [...atMs].map((at, index) => [at, ready[index]]);
  };

  it('steps with each message that comes and goes', () => {
    const run = tillAt(5);
    run.intervene(KILL);
    run.advance(250, ALL);
    expect(depthOf(run, 0, 250)).toEqual([
      [0, 0],
      [15, 1],
      [115, 2],
      [215, 3],
      [250, 3],
    ]);
  });

  it('of a span in the middle begins with what stood there', () => {
    const run = tillAt(5);
    run.intervene(KILL);
    run.advance(250, ALL);
    expect(depthOf(run, 100, 250)[0]).toEqual([100, 1]);
  });

  it('follows purges and what is settled by hand', () => {
    const run = tillAt(5);
    run.intervene(KILL);
    run.advance(250, ALL);
    run.intervene({ kind: 'Settle', part: 'inbox', message: 'orders/2', how: 'ack' });
    run.intervene({ kind: 'Purge', part: 'inbox' });
    run.advance(320, ALL);
    expect(depthOf(run, 200, 320)).toEqual([
      [200, 2],
      [215, 3],
      [250, 2],
      [250, 0],
      [315, 1],
      [320, 1],
    ]);
  });

  it('keeps its head where a ready message is looked at by hand and put back', () => {
    const run = tillAt(5);
    run.intervene(KILL);
    run.advance(150, ALL);
    run.intervene({ kind: 'Settle', part: 'inbox', message: 'orders/1', how: 'nack' });
    expect(depthOf(run, 0, 150)[0]).toEqual([0, 0]);
  });

  it('of what is no queue is empty', () => {
    expect(depthOf(tillAt(50), 0, 50, 'bank')).toEqual([]);
  });
});

describe('a service', () => {
  it('shows its instances, what they hold, and how it consumes', () => {
    const run = tillAt(25, { atMs: [10, 10, 10] });
    const { instances, consumes } = ask(run, { kind: 'service', part: 'till' });
    expect(instances).toMatchObject([
      { instance: 0, state: 'busy', holds: [{ id: 'orders/1' }, { id: 'orders/2' }] },
    ]);
    expect(consumes).toEqual([{ queue: 'inbox', prefetch: 2, acknowledge: 'afterWork' }]);
  });

  it('shows who is idle and who is dead', () => {
    const run = tillAt(5);
    expect(ask(run, { kind: 'service', part: 'till' }).instances[0].state).toBe('idle');
    run.intervene(KILL);
    expect(ask(run, { kind: 'service', part: 'till' }).instances).toEqual([
      { instance: 0, state: 'dead', holds: [] },
    ]);
  });

  it('that is none shows nothing', () => {
    const nothing = { kind: 'service', instances: [], consumes: [] };
    expect(ask(tillAt(5), { kind: 'service', part: 'bank' })).toEqual(nothing);
  });
});

describe('a message', () => {
  it('[S8] shows where it comes from, its chain, and all that happened to it', () => {
    const { detail, history } = ask(tillAt(300), { kind: 'message', message: 'till/1' });
    expect(detail).toMatchObject({
      id: 'till/1',
      type: 'Charge',
      form: 'command',
      source: 'till',
      correlation: 'order-1',
      correlated: 3,
      causation: { id: 'orders/1', type: 'Placed', form: 'event' },
      data: { nth: 1 },
    });
    expect(history.map(({ kind }) => kind)).toEqual([
      'MessageCreated',
      'HandlerStepStarted',
      'MessageSent',
      'CallAccepted',
      'CallServed',
      'HandlerStepFinished',
    ]);
  });

  it('that is not made yet at the cursor is not there', () => {
    const run = tillAt(300);
    run.seek({ kind: 'time', atMs: 100 });
    const nothing = { kind: 'message', detail: null, history: [] };
    expect(ask(run, { kind: 'message', message: 'orders/2' })).toEqual(nothing);
    expect(ask(run, { kind: 'message', message: 'orders/x' })).toEqual(nothing);
    expect(ask(run, { kind: 'message', message: 'moon/1' })).toEqual(nothing);
    expect(ask(run, { kind: 'message', message: 'orders/1' }).history.at(-1)?.atMs).toBe(65);
  });
});
