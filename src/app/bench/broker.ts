/**
 * Benchmarks of the broker alone, each fact in a journal: publish, deliver and acknowledge, over
 * ten and a thousand queues, against the same with lists that keep nothing.
 */
import { LoneBroker, packTerms } from '../../world';
import { against, type Bench, type Figure, millionsPerSecond } from './figures';
import { streamFigures } from './streams';

const OPERATIONS = 50_000;
const FEW = 10;
const MANY = 1000;

const TERMS = packTerms({ prefetch: 10, autoAck: false, priority: 0 });

/** So many queues, each with an exchange and a consumer of its own. */
function brokerWith(queues: number): LoneBroker {
  const ids = Array.from({ length: queues }, (_, index) => index);
  const broker = new LoneBroker(
    ids.flatMap((id) => [
      { kind: 'exchange', type: 'fanout', id: `events${id}` },
      { kind: 'queue', type: 'classic', id: `inbox${id}`, bindings: [`events${id}`] },
    ]),
    ['orders', ...ids.map((id) => `reader${id}`)],
  );
  for (const id of ids) broker.pass('subscribe', `reader${id}`, `inbox${id}`, { argument: TERMS });
  return broker;
}

/** Publishes, delivers and acks so many messages, queue after queue; the journal goes on. */
function ours(queues: number, operations: number): () => void {
  const broker = brokerWith(queues);
  const { plan } = broker;
  const orders = plan.indexOf('orders');
  const places = Array.from({ length: queues }, (_, id) => {
    const [exchange, queue] = [plan.indexOf(`events${id}`), plan.indexOf(`inbox${id}`)];
    return { exchange, queue, reader: plan.indexOf(`reader${id}`) };
  });
  const ends = { instance: 0, argument: 0 };
  return () => {
    for (let operation = 0; operation < operations; operation++) {
      const { exchange, queue, reader } = places[operation % queues];
      const message = broker.create('orders');
      broker.deliver({ purpose: 'publish', from: orders, to: exchange, message, ...ends });
      broker.deliver({ purpose: 'ack', from: reader, to: queue, message, ...ends });
    }
  };
}

interface Inbox {
  readonly ready: number[];
  readonly held: Set<number>;
}

/** What a toy does: an array for what is ready, a set for what is held, no record of either. */
function plain(queues: number, operations: number): () => void {
  return () => {
    const inboxes = Array.from({ length: queues }, (): Inbox => {
      return { ready: [], held: new Set() };
    });
    for (let message = 0; message < operations; message++) {
      const { ready, held } = inboxes[message % queues];
      ready.push(message);
      const next = ready.shift();
      if (next !== undefined) held.add(next);
      held.delete(message);
    }
  };
}

function queues(): Figure[] {
  const [few, many, toy] = millionsPerSecond(OPERATIONS, [
    ours(FEW, OPERATIONS),
    ours(MANY, OPERATIONS),
    plain(FEW, OPERATIONS),
  ]);
  const unit = 'M ops/s';
  return [
    against(
      { name: 'publish, deliver, ack: 10 queues', value: few, unit, aim: '≥ 0.2' },
      { name: 'arrays, no journal', value: toy },
    ),
    against(
      { name: 'publish, deliver, ack: 1,000 queues', value: many, unit, aim: '≥ 0.5× of 10' },
      { name: '10 queues', value: few },
    ),
  ];
}

/** The benchmarks of the broker. */
export const brokerBenches: readonly Bench[] = [
  { name: 'broker', run: () => [...queues(), ...streamFigures()] },
];
