/**
 * Benchmarks of streams alone, each fact in a journal: records are produced one by one, polled
 * ten at a time and committed, over ten and a thousand streams and partitions, against the same
 * with lists that keep nothing.
 */
import { FactKind, LoneCluster, packProduce } from '../../world';
import { against, type Figure, millionsPerSecond } from './figures';

const OPERATIONS = 50_000;
const FEW = 10;
const MANY = 1000;
/** As many as a member takes at a time, unless its configuration says otherwise. */
const POLL = 10;
const ACKED = packProduce({ epoch: 0, acks: 'all', transactional: false });

/** A partition that one member of a group reads. */
interface Place {
  readonly stream: number;
  readonly partition: number;
  sequence: number;
}

interface Clients {
  readonly cluster: LoneCluster;
  readonly shop: number;
  readonly reader: number;
  readonly group: number;
}

/** So many streams with so many partitions each, a producer, and a group of one member. */
function clusterWith(streams: number, partitions: number): Clients & { places: Place[] } {
  const ids = Array.from({ length: streams }, (_, index) => `log${index}`);
  const cluster = new LoneCluster({
    parts: [
      ...ids.map((id) => ({ kind: 'stream', id, partitions }) as const),
      { kind: 'group', id: 'readers', offsetReset: 'earliest' },
    ],
    clients: ['shop', 'reader'],
  });
  const [shop, reader, group] = ['shop', 'reader', 'readers'].map((id) => cluster.plan.indexOf(id));
  const { MembershipBegun } = FactKind;
  const begun = cluster.state(MembershipBegun, -1, reader, 0, group, cluster.values.add(ids));
  cluster.pass('join', reader, group, { argument: begun });
  const places = ids.flatMap((id) =>
    Array.from({ length: partitions }, (_, partition): Place => {
      return { stream: cluster.plan.indexOf(id), partition, sequence: 0 };
    }),
  );
  return { cluster, shop, reader, group, places };
}

function produce({ cluster, shop }: Clients, place: Place): void {
  const { stream, partition } = place;
  const message = cluster.create(shop);
  const argument = cluster.state(
    FactKind.RecordPrepared,
    -1,
    shop,
    0,
    stream,
    message,
    partition,
    place.sequence++,
    ACKED,
  );
  cluster.pass('produce', shop, stream, { message, argument });
}

/** Fetches what has come since the last time, and commits the last of it. */
function poll({ cluster, reader, group }: Clients, { stream, partition, sequence }: Place): void {
  const { FetchRequested } = FactKind;
  const offset = sequence - POLL;
  const argument = cluster.state(
    FetchRequested,
    -1,
    reader,
    0,
    group,
    stream,
    partition,
    offset,
    POLL,
  );
  cluster.pass('fetch', reader, stream, { argument });
  const last = cluster.recordAt(stream, partition, sequence - 1);
  cluster.pass('commit', reader, group, { argument: last });
}

/** Produces, polls and commits so many records, partition after partition. */
function ours(streams: number, partitions: number, operations: number): () => void {
  const { places, ...clients } = clusterWith(streams, partitions);
  let turn = 0;
  return () => {
    for (let done = 0; done < operations; done += POLL) {
      const place = places[turn++ % places.length];
      for (let record = 0; record < POLL; record++) produce(clients, place);
      poll(clients, place);
    }
  };
}

/** What a toy does: an array for each log, a number for each reader, no record of either. */
function plain(logs: number, operations: number): () => void {
  return () => {
    const places = Array.from({ length: logs }, (): { log: number[]; committed: number } => {
      return { log: [], committed: 0 };
    });
    let seen = 0;
    for (let message = 0; message < operations; message += POLL) {
      const place = places[(message / POLL) % logs];
      for (let record = 0; record < POLL; record++) place.log.push(message + record);
      for (const one of place.log.slice(place.committed)) seen += one;
      place.committed = place.log.length;
    }
    if (seen < 0) throw new Error('a sum of what was read is not negative');
  };
}

/** The figures of streams. */
export function streamFigures(): Figure[] {
  const [few, streams, partitions, toy] = millionsPerSecond(OPERATIONS, [
    ours(FEW, 1, OPERATIONS),
    ours(MANY, 1, OPERATIONS),
    ours(1, MANY, OPERATIONS),
    plain(FEW, OPERATIONS),
  ]);
  const unit = 'M ops/s';
  const peer = { name: '10 streams', value: few };
  return [
    against(
      { name: 'produce, poll, commit: 10 streams', value: few, unit, aim: '≥ 0.2' },
      { name: 'arrays, no journal', value: toy },
    ),
    against(
      { name: 'produce, poll, commit: 1,000 streams', value: streams, unit, aim: '≥ 0.5× of 10' },
      peer,
    ),
    against(
      {
        name: 'produce, poll, commit: 1,000 partitions',
        value: partitions,
        unit,
        aim: '≥ 0.5× of 10',
      },
      peer,
    ),
  ];
}
