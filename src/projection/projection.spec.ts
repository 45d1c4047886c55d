/** Shows what frames become: nodes, lanes, and what is shared from one view to the next. */
import { describe, expect, it } from 'vitest';
import { createProjection } from './projection';
import { FACT_CODES, makeFrame, orderFulfilment } from './testing/orderFulfilment';
import { RECEIVED } from './views';

const topology = orderFulfilment();
const indexOf = (id: string): number => topology.parts.findIndex((part) => part.id === id);
const { MessageCreated, MessageReceived, MessageReturned, ServiceKilled, ServiceRevived } =
  FACT_CODES;

/** A fact as a row: atMs, kind, cause, a … g. */
const fact = (atMs: number, kind: number, ...fields: number[]): number[] => {
  const row = [atMs, kind, -1, ...fields];
  return [...row, ...new Array<number>(10 - row.length).fill(0)];
};
const created = (atMs: number, producer: string, form: number) =>
  fact(atMs, MessageCreated, indexOf(producer), 0, 0, -1, -1, form);
const received = (atMs: number, service: string, message: number) =>
  fact(atMs, MessageReceived, indexOf(service), 0, message, indexOf('broker'), 1);

describe('the nodes of a stage', () => {
  it('come in causal order: what starts things first, then what it causes', () => {
    const { order } = createProjection(topology).opening.stage;
    expect(order).toEqual([
      ...['customers', 'orders', 'broker', 'payment', 'bank'],
      ...['inventory', 'shipping', 'notification'],
    ]);
  });

  it('say of a service how it is, what it holds and how fast it works', () => {
    const { stage } = createProjection(topology).accept(
      makeFrame(topology, {
        payment: { instances: ['busy', 'idle'], handledMilli: 5200, holding: 2 },
      }),
    );
    expect(stage.nodes.payment).toMatchObject({
      ...{ kind: 'service', health: 'healthy', perSecond: 5.2, inHand: 2, deadSinceMs: null },
      instances: [{ state: 'busy' }, { state: 'idle' }],
      consumes: ['payment.inbox'],
    });
  });

  it('are strained when an instance is dead or when more waits than a row can show', () => {
    const projection = createProjection(topology);
    const half = makeFrame(topology, { payment: { instances: ['busy', 'dead'] } });
    expect(projection.accept(half).stage.nodes.payment).toMatchObject({ health: 'strained' });
    const long = makeFrame(topology, { 'payment.inbox': { ready: 13 } });
    expect(projection.accept(long).stage.nodes.payment).toMatchObject({ health: 'strained' });
  });

  it('say of a queue what stands in it, head first, and who holds what it handed out', () => {
    const payment = indexOf('payment');
    const { stage } = createProjection(topology).accept(
      makeFrame(topology, {
        payment: { instances: ['busy'] },
        'payment.inbox': {
          ...{ ready: 2, unacked: 1, redelivered: 1 },
          slots: [
            [0, 40, 0, 1, -1, -1],
            [1, 39, 0, 1, payment, 0],
            [0, 41, 0, 0, -1, -1],
          ],
        },
      }),
    );
    const { broker } = stage.nodes;
    expect(broker.kind === 'broker' && broker.queues[0]).toMatchObject({
      ...{ id: 'payment.inbox', note: 'on OrderPlaced', ready: 2, consumed: true },
      slots: [
        { message: 40, handouts: 1, form: 'event' },
        { message: 41, handouts: 0 },
      ],
      unacked: [{ message: 39, service: 'payment', instance: 0 }],
    });
  });

  it('say that a queue has no consumer when all of its services are dead', () => {
    const { stage } = createProjection(topology).accept(
      makeFrame(topology, { payment: { instances: ['dead', 'dead'], sinceMs: 5000 } }),
    );
    const { broker, payment } = stage.nodes;
    expect(broker.kind === 'broker' && broker.queues.map((queue) => queue.consumed)).toEqual([
      ...[false, true, true, true],
    ]);
    expect(payment).toMatchObject({ health: 'dead', deadSinceMs: 5000 });
  });

  it('are the same references while nothing in them changed', () => {
    const projection = createProjection(topology);
    const busy = { inventory: { instances: ['busy'] as const } };
    const before = projection.accept(makeFrame(topology, busy)).stage;
    const same = projection.accept(makeFrame(topology, busy)).stage;
    expect(same.nodes).toBe(before.nodes);
    const slots = [[0, 7, 0, 0, -1, -1]];
    const after = projection.accept(
      makeFrame(topology, { ...busy, 'payment.inbox': { ready: 1, slots } }),
    ).stage;
    expect(after.nodes).not.toBe(before.nodes);
    expect(after.nodes.inventory).toBe(before.nodes.inventory);
    const [first, second] = [before.nodes.broker, after.nodes.broker];
    if (first.kind !== 'broker' || second.kind !== 'broker') throw new Error('no broker');
    expect(second).not.toBe(first);
    expect(second.queues[1]).toBe(first.queues[1]);
  });
});

describe('the lanes of the timeline', () => {
  it('mark what a service created and what it received, with the message’s form', () => {
    const rows = [
      created(10, 'customers', 1),
      received(50, 'orders', 0),
      created(60, 'orders', 0),
      received(90, 'payment', 2),
    ];
    const { timeline } = createProjection(topology).accept(
      makeFrame(topology, {}, { facts: { from: 0, rows } }),
    );
    const [orders, payment] = timeline.lanes;
    expect(timeline.factCount).toBe(4);
    expect([...orders.ticks.seq.subarray(0, orders.ticks.count)]).toEqual([1, 2]);
    expect([...orders.ticks.form.subarray(0, 2)]).toEqual([1 | RECEIVED, 0]);
    expect([...payment.ticks.atMs.subarray(0, payment.ticks.count)]).toEqual([90]);
  });

  it('mark how long a service was down and what it held when it was killed', () => {
    const projection = createProjection(topology);
    const killed = [fact(5000, ServiceKilled, indexOf('payment'), 2)];
    const down = projection.accept(
      makeFrame(
        topology,
        { payment: { instances: ['dead'], sinceMs: 5000 } },
        { facts: { from: 0, rows: killed } },
      ),
    );
    expect(down.stage.nodes.payment).toMatchObject({ heldWhenKilled: 2, deadSinceMs: 5000 });
    expect(down.timeline.lanes[1].deadStretches).toMatchObject([{ fromMs: 5000, toMs: null }]);
    const revived = [fact(6480, ServiceRevived, indexOf('payment'))];
    const up = projection.accept(makeFrame(topology, {}, { facts: { from: 1, rows: revived } }));
    expect(up.timeline.lanes[1].deadStretches).toMatchObject([{ fromMs: 5000, toMs: 6480 }]);
  });

  it('take back what another branch does not share', () => {
    const projection = createProjection(topology);
    const payment = indexOf('payment');
    const trunk = [
      created(10, 'orders', 0),
      fact(20, ServiceKilled, payment, 1),
      fact(30, ServiceRevived, payment),
      created(40, 'orders', 0),
    ];
    projection.accept(makeFrame(topology, {}, { facts: { from: 0, rows: trunk } }));
    const { timeline } = projection.accept(
      makeFrame(topology, {}, { branch: 1, facts: { from: 2, rows: [created(35, 'orders', 1)] } }),
    );
    const [orders, paymentLane] = timeline.lanes;
    expect(timeline).toMatchObject({ branch: 1, factCount: 3 });
    expect([...orders.ticks.atMs.subarray(0, orders.ticks.count)]).toEqual([10, 35]);
    expect(paymentLane.deadStretches).toMatchObject([{ fromMs: 20, toMs: null }]);
  });

  it('name the messages that have just gone back to their queue, and forget them again', () => {
    const projection = createProjection(topology);
    const [queue, service] = [indexOf('payment.inbox'), indexOf('payment')];
    const rows = [created(10, 'orders', 0), fact(5000, MessageReturned, queue, 0, service, 0, 1)];
    const cursor = { atMs: 5010, seq: 1 };
    projection.accept(makeFrame(topology, {}, { cursor, facts: { from: 0, rows } }));
    expect(projection.returned).toEqual([queue, service, 0]);
    projection.accept(makeFrame(topology, {}, { cursor, facts: { from: 2, rows: [] } }));
    expect(projection.returned).toEqual([]);
  });
});
