/**
 * Benchmarks of the kernel alone, each event a fact in a journal, against simjs's timers: an
 * M/M/1 queue, the hold model, and many events at one instant.
 */
import { Agenda, drawExponential, drawInteger, Journal, streamOf } from '../../kernel';
import { against, type Bench, type Figure, millionsPerSecond } from './figures';
import { type Entity, loadSimjs } from './simjs';

const EVENTS = 400_000;
const ARRIVAL = 1;
const DEPARTURE = 2;
const BETWEEN_MS = 1000;
const SERVICE_MS = 800;
const HOLD_MS_MAX = 10_000;

/** Customers who come at random and are served one by one, at random too. */
function ourQueue(events: number): void {
  const agenda = new Agenda();
  const journal = new Journal();
  const arrivals = streamOf(1, 'arrivals');
  const services = streamOf(1, 'services');
  let arrived = 0;
  let served = 0;
  let waiting = 0;
  agenda.schedule(0, ARRIVAL, -1);
  for (let event = 0; event < events; event++) {
    agenda.pop();
    const { atMs, kind, cause } = agenda;
    const seq = journal.append(atMs, kind, cause, waiting);
    if (kind === ARRIVAL) {
      const gapMs = (drawExponential(arrivals, arrived++, BETWEEN_MS) + 0.5) | 0;
      agenda.schedule(atMs + gapMs, ARRIVAL, seq);
      if (waiting++ > 0) continue;
    } else if (--waiting === 0) continue;
    const serviceMs = (drawExponential(services, served++, SERVICE_MS) + 0.5) | 0;
    agenda.schedule(atMs + serviceMs, DEPARTURE, seq);
  }
}

/** As many pending steps all the time: each that is due makes another. */
function ourHold(pending: number, events: number): void {
  const agenda = new Agenda();
  const journal = new Journal();
  const stream = streamOf(1, 'hold');
  const gap = (ordinal: number): number => drawInteger(stream, ordinal, 1, HOLD_MS_MAX);
  for (let one = 0; one < pending; one++) agenda.schedule(gap(one), ARRIVAL, -1);
  for (let event = 0; event < events; event++) {
    agenda.pop();
    const seq = journal.append(agenda.atMs, agenda.kind, agenda.cause);
    agenda.schedule(agenda.atMs + gap(pending + event), ARRIVAL, seq);
  }
}

/** All steps of a batch at one instant, batch after batch. */
function ourInstant(pending: number, events: number): void {
  const agenda = new Agenda();
  const journal = new Journal();
  for (let one = 0; one < pending; one++) agenda.schedule(0, ARRIVAL, -1);
  for (let event = 0; event < events; event++) {
    agenda.pop();
    const seq = journal.append(agenda.atMs, agenda.kind, agenda.cause);
    agenda.schedule(agenda.atMs + 1, ARRIVAL, seq);
  }
}

const { Sim, Entity: PeerEntity, Random: PeerRandom } = loadSimjs();

/** Lets the peer run one entity until its `start` has thrown itself out by so many events. */
function peerRun(make: (counted: () => boolean, entity: Entity) => void, events: number): void {
  let left = events;
  const sim = new Sim();
  class Model extends PeerEntity {
    override start(): void {
      make(() => left-- > 0, this);
    }
  }
  sim.addEntity(Model);
  sim.simulate(Infinity);
}

function peerQueue(events: number): void {
  // As its documentation does it: seeded, like ours.
  const random = new PeerRandom(1);
  const gap = (meanMs: number): number => random.exponential(1 / meanMs);
  peerRun((counted, entity) => {
    let waiting = 0;
    const serve = (): void => entity.setTimer(gap(SERVICE_MS)).done(departure);
    const departure = (): void => {
      if (counted() && --waiting > 0) serve();
    };
    const arrival = (): void => {
      if (!counted()) return;
      entity.setTimer(gap(BETWEEN_MS)).done(arrival);
      if (waiting++ === 0) serve();
    };
    entity.setTimer(0).done(arrival);
  }, events);
}

function peerHold(pending: number, gap: () => number, events: number): void {
  peerRun((counted, entity) => {
    const due = (): void => {
      if (counted()) entity.setTimer(gap()).done(due);
    };
    for (let one = 0; one < pending; one++) entity.setTimer(gap()).done(due);
  }, events);
}

const PEER = 'simjs timers';
const UNIT = 'M events/s';

function compare(name: string, aim: string, ours: () => void, peers: () => void): Figure {
  const [own, peer] = millionsPerSecond(EVENTS, [ours, peers]);
  return against({ name, value: own, unit: UNIT, aim }, { name: PEER, value: peer });
}

const randomGap = (): number => 1 + Math.random() * HOLD_MS_MAX;

function hold(pending: number, aim: string): Figure {
  return compare(
    `hold model, ${pending} pending, with journal`,
    aim,
    () => ourHold(pending, EVENTS),
    () => peerHold(pending, randomGap, EVENTS),
  );
}

/** How the same agenda fares when its steps share instants, against when they do not. */
function instant(pending: number): Figure {
  const [together, apart] = millionsPerSecond(EVENTS, [
    () => ourInstant(pending, EVENTS),
    () => ourHold(pending, EVENTS),
  ]);
  const name = `${pending} pending at one instant`;
  const peer = { name: 'apart in time', value: apart };
  return against({ name, value: together, unit: UNIT, aim: 'no collapse' }, peer);
}

export const kernelBenches: readonly Bench[] = [
  {
    name: 'mm1',
    run: () => [
      compare(
        'M/M/1 queue, with journal',
        '4×',
        () => ourQueue(EVENTS),
        () => peerQueue(EVENTS),
      ),
    ],
  },
  { name: 'hold', run: () => [hold(1000, '3×'), hold(100_000, '12×')] },
  { name: 'instant', run: () => [instant(1000), instant(100_000)] },
];
