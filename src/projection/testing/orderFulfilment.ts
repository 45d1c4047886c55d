/**
 * Owns the stage that specs of projection and stage stand on: an order is placed, a broker keeps
 * a copy for each of four services. The numbers of its frames are the spec's own.
 */
import type { Frame, Topology, TopologyPart } from '../../timeline';
import { PART_STRIDE, PartColumn, SLOT_STRIDE, SPARK_BUCKETS } from '../columns';

const SERVICES = ['payment', 'inventory', 'shipping', 'notification'] as const;
const EXCHANGES = ['order-placed', 'payment-captured', 'stock-reserved', 'shipment-booked'];
const NOTES = ['on OrderPlaced', 'on OrderPlaced', 'on PaymentCaptured', 'on every event'];
const EVENTS = ['OrderPlaced', 'PaymentCaptured', 'StockReserved', 'ShipmentBooked'];
const PUBLISHERS = ['orders', 'payment', 'inventory', 'shipping'];

const titled = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1);

function makeParts(): TopologyPart[] {
  const parts: TopologyPart[] = [];
  const add = (id: string, kind: TopologyPart['kind'], more: Partial<TopologyPart> = {}) => {
    const index = parts.length;
    const given = { label: titled(id), host: index, note: '', perSecond: 0, outside: false };
    parts.push({ index, id, kind, ...given, ...more });
    return index;
  };
  add('customers', 'workload', { perSecond: 5, outside: true });
  add('orders', 'service');
  const broker = add('broker', 'broker', { note: 'topic order-events' });
  for (const id of EXCHANGES) add(id, 'exchange', { host: broker, label: id });
  SERVICES.forEach((service, at) => {
    const id = `${service}.inbox`;
    add(id, 'queue', { host: broker, label: id, note: NOTES[at] });
  });
  for (const id of SERVICES) add(id, 'service');
  add('bank', 'external');
  return parts;
}

/** Codes of the facts that the fixture's frames use. */
export const FACT_CODES = {
  MessageCreated: 1,
  MessageSent: 2,
  MessageReceived: 3,
  MessageReturned: 4,
  ServiceKilled: 5,
  ServiceRevived: 6,
};

const wideNodes = {
  customers: { x: 20, y: 76, width: 148, height: 40 },
  orders: { x: 20, y: 196, width: 148, height: 92 },
  broker: { x: 244, y: 8, width: 248, height: 448 },
  payment: { x: 596, y: 8, width: 168, height: 80 },
  bank: { x: 612, y: 112, width: 132, height: 36 },
  inventory: { x: 596, y: 168, width: 168, height: 80 },
  shipping: { x: 596, y: 260, width: 168, height: 80 },
  notification: { x: 596, y: 352, width: 168, height: 80 },
};
const narrowNodes = {
  orders: { x: 16, y: 8, width: 152, height: 48 },
  broker: { x: 16, y: 88, width: 358, height: 116 },
  payment: { x: 16, y: 228, width: 82, height: 42 },
  inventory: { x: 108, y: 228, width: 82, height: 42 },
  shipping: { x: 200, y: 228, width: 82, height: 42 },
  notification: { x: 292, y: 228, width: 82, height: 42 },
};

/** Customers, Orders, a broker with four inboxes, their services and a bank. */
export function orderFulfilment(): Topology {
  const parts = makeParts();
  const indexOf = (id: string): number => parts.findIndex((part) => part.id === id);
  const publishes = EVENTS.map((type, at) => ({
    from: indexOf(PUBLISHERS[at]),
    to: indexOf(EXCHANGES[at]),
    type,
    form: 'event',
  }));
  const binding = (exchange: string, service: string) => ({
    exchange: indexOf(exchange),
    queue: indexOf(`${service}.inbox`),
  });
  const host = (id: string): number => parts[indexOf(id)].host;
  const link = (from: string, to: string, latencyMs: number) => ({
    ends: [host(from), host(to)] as const,
    latencyMs,
    jitterMs: 10,
  });
  return {
    name: 'Order fulfilment',
    seed: 4704,
    parts,
    links: [
      link('customers', 'orders', 40),
      ...['orders', ...SERVICES].map((id) => link(id, 'broker', 60)),
      link('payment', 'bank', 30),
    ],
    consumptions: SERVICES.map((id) => ({ queue: indexOf(`${id}.inbox`), service: indexOf(id) })),
    memberships: [],
    bindings: [
      binding('order-placed', 'payment'),
      binding('order-placed', 'inventory'),
      binding('payment-captured', 'shipping'),
      ...EXCHANGES.map((exchange) => binding(exchange, 'notification')),
    ],
    sends: [
      { from: indexOf('customers'), to: indexOf('orders'), type: 'PlaceOrder', form: 'command' },
      ...publishes,
      { from: indexOf('payment'), to: indexOf('bank'), type: 'ChargeCard', form: 'command' },
    ],
    layout: {
      wide: {
        ...{ width: 784, height: 588, nodes: wideNodes },
        killZone: { x: 20, y: 468, width: 744, height: 108 },
      },
      narrow: {
        ...{ width: 390, height: 336, nodes: narrowNodes },
        killZone: { x: 16, y: 282, width: 358, height: 48 },
      },
    },
    view: { speed: 0.5, selected: 'payment.inbox' },
    factCodes: FACT_CODES,
    purposes: [
      'publish',
      'confirm',
      'deliver',
      'ack',
      'requeue',
      'reject',
      'subscribe',
      'cancel',
      'closed',
      'request',
      'reply',
      'refused',
    ],
    forms: ['event', 'command', 'query', 'reply'],
  };
}

/** One part's state in a frame; what is not given is at rest. */
export interface PartState {
  readonly instances?: readonly ('idle' | 'busy' | 'dead')[];
  readonly handledMilli?: number;
  readonly sinceMs?: number;
  readonly holding?: number;
  readonly ready?: number;
  readonly unacked?: number;
  readonly dead?: number;
  readonly redelivered?: number;
  readonly total?: number;
  readonly perSecondMilli?: number;
  readonly spark?: readonly number[];
  /**
   * Rows of slots without the queue's index: place, message, form, handouts, service, instance,
   * priority (none if it is left out).
   */
  readonly slots?: readonly (readonly number[])[];
}

/** A frame of the fixture's topology: states by part id, facts as rows of ten integers. */
export function makeFrame(
  topology: Topology,
  states: { readonly [id: string]: PartState },
  more: Partial<Omit<Frame, 'facts'>> & {
    readonly facts?: { readonly from: number; readonly rows: readonly (readonly number[])[] };
  } = {},
): Frame {
  const parts = new Int32Array(topology.parts.length * PART_STRIDE);
  const sparks = new Int32Array(topology.parts.length * SPARK_BUCKETS);
  const instances: number[] = [];
  const slots: number[] = [];
  for (const { id, index } of topology.parts) {
    const state = states[id] ?? {};
    const pods = state.instances ?? ['idle'];
    const at = index * PART_STRIDE;
    parts.fill(0, at, at + PART_STRIDE);
    parts[at + PartColumn.alive] = pods.filter((pod) => pod !== 'dead').length;
    parts[at + PartColumn.instances] = pods.length;
    parts[at + PartColumn.sinceMs] = -1;
    for (const column of [
      'handledMilli',
      'sinceMs',
      'holding',
      'ready',
      'unacked',
      'dead',
      'redelivered',
      'total',
      'perSecondMilli',
    ] as const) {
      const value = state[column];
      if (value !== undefined) parts[at + PartColumn[column]] = value;
    }
    pods.forEach((pod, number) => {
      const code = ['idle', 'busy', 'dead'].indexOf(pod);
      instances.push(index, number, code, pod === 'busy' ? 1 : 0, -1);
    });
    for (const slot of state.slots ?? []) {
      slots.push(index, ...slot, ...(slot.length < SLOT_STRIDE - 1 ? [-1] : []));
    }
    sparks.set(state.spark ?? [], index * SPARK_BUCKETS);
  }
  const { facts, ...given } = more;
  const columns = factColumns(facts?.rows ?? []);
  return {
    ...{ run: 0, branch: 0, beat: 0, live: true, branches: null, verdicts: null, metrics: null },
    cursor: { atMs: 0, seq: -1 },
    head: { atMs: 0, seq: -1 },
    parts,
    instances: Int32Array.from(instances),
    slots: Int32Array.from(slots),
    flights: new Int32Array(0),
    sparks,
    partitions: new Int32Array(0),
    cells: new Int32Array(0),
    readers: new Int32Array(0),
    members: new Int32Array(0),
    groups: new Int32Array(0),
    nodes: new Int32Array(0),
    ...given,
    facts: { from: facts?.from ?? 0, count: facts?.rows.length ?? 0, columns },
  };
}

/** Rows of facts as a frame carries them, column after column. */
function factColumns(rows: readonly (readonly number[])[]): Int32Array {
  const columns = new Int32Array(rows.length * 10);
  rows.forEach((row, at) => {
    row.forEach((value, column) => (columns[column * rows.length + at] = value));
  });
  return columns;
}
