/** Says what must hold in a whole world of streams once it is calm, whatever was done to it. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  committedOffset,
  forEachRecord,
  type Intervention,
  offsetsOf,
  ownerOf,
  readFact,
} from '../world';
import type { Run } from './run';
import { doAll, doIt, doingsFor, playTo } from './testing/doings';
import { openStreamShop } from './testing/streamShop';

vi.setConfig({ testTimeout: 60_000 });

const PRODUCERS = ['orders', 'clicks', 'drops', 'names'];
const READERS = ['payment', 'ledger', 'counter', 'teller', 'helper'];
/** Groups whose members own partitions, and what they read. */
const GROUPS = [
  ['payments', 'placed', 3],
  ['ledgers', 'placed', 3],
  ['ledgers', 'paid', 2],
  ['counts', 'clicked', 4],
  ['tellers', 'named', 2],
] as const;

/** Everything lives again, nothing new comes, and there is time to work off what there is. */
function calmDown(run: Run): void {
  const act = (intervention: Intervention): void => {
    doIt(run, { kind: 'act', intervention });
  };
  for (const part of ['kafka', ...READERS]) act({ kind: 'Revive', part });
  for (const part of PRODUCERS) act({ kind: 'Kill', part });
  playTo(run, run.current.headMs + 20_000);
}

describe('a world of streams that has come to rest', () => {
  const { scenario } = openStreamShop(1).parts;
  const seeds = fc.integer({ min: 0, max: 0x7fffffff });

  it('[K4][K6] has one living owner for each partition of each group', () => {
    fc.assert(
      fc.property(seeds, doingsFor(scenario), (seed, doings) => {
        const run = doAll(openStreamShop(seed), doings);
        calmDown(run);
        const { world } = run.current;
        const { plan } = run.context;
        for (const [group, stream, partitions] of GROUPS) {
          for (let partition = 0; partition < partitions; partition++) {
            const [groupIndex, streamIndex] = [plan.indexOf(group), plan.indexOf(stream)];
            const owner = ownerOf(world, groupIndex, streamIndex, partition);
            expect(owner, `${group} ${stream}/${partition}`).toBeDefined();
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('[K7][K9] has handled every record that is there at least once, and committed it', () => {
    fc.assert(
      fc.property(seeds, doingsFor(scenario), (seed, doings) => {
        const run = doAll(openStreamShop(seed), doings);
        calmDown(run);
        const { world, journal, reader } = run.current;
        const { plan } = run.context;
        const [group, stream] = [plan.indexOf('payments'), plan.indexOf('placed')];
        const handled = new Set<unknown>();
        let moved = false;
        for (let seq = 0; seq < journal.length; seq++) {
          const fact = readFact(reader, seq);
          if (fact.kind === 'OffsetMoved' && fact.group === 'payments') moved = true;
          if (fact.kind !== 'HandlerCompleted' || fact.service !== 'payment') continue;
          handled.add(fact.message);
        }
        for (const partition of [0, 1, 2]) {
          const { highWatermark, startOffset } = offsetsOf(world, stream, partition);
          if (highWatermark === startOffset) continue;
          expect(committedOffset(world, group, stream, partition)).toBe(highWatermark);
          if (moved) continue;
          forEachRecord(world, stream, partition, startOffset, Infinity, (seq) => {
            const record = readFact(reader, seq);
            expect(record.kind === 'RecordAppended' && handled.has(record.message)).toBe(true);
          });
        }
      }),
      { numRuns: 20 },
    );
  });
});
