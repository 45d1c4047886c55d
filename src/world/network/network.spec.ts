/** Says how long parcels travel, and that a connection keeps their order. */
import { describe, expect, it } from 'vitest';
import type { FactOf } from '../facts';
import { type LinkInput, type PartInput, WorldBench } from '../testing/bench';

const people = (id: string, to: string): PartInput => ({
  kind: 'workload',
  id,
  label: id,
  pattern: { kind: 'steady', perSecond: 200 },
  sends: { type: 'Ask', to },
  correlation: 'ask',
});
const desk = (id: string): PartInput => ({
  kind: 'service',
  id,
  label: id,
  handler: 'handlers/desk.ts',
  instances: 5,
  workMs: { min: 0, max: 0 },
});

/** Journeys of requests and answers between people and desks. */
function journeys(links: readonly LinkInput[], more: readonly PartInput[] = [], seed = 1) {
  const parts = [people('people', 'desk'), desk('desk'), ...more];
  const sent = new WorldBench({ parts, links, seed }).until(5000).facts('MessageSent');
  return (from: string): FactOf<'MessageSent'>[] => sent.filter((one) => one.from === from);
}

const timesOf = (sent: readonly FactOf<'MessageSent'>[]): number[] =>
  sent.map(({ atMs, arriveMs }) => arriveMs - atMs);

describe('a link', () => {
  it('[S7] takes its latency', () => {
    const sent = journeys([['people', 'desk', 40]]);
    expect(new Set(timesOf(sent('people')))).toEqual(new Set([40]));
    expect(new Set(timesOf(sent('desk')))).toEqual(new Set([40]));
  });

  it('[S7] adds a jitter from nothing to its most, and both occur', () => {
    // 5 ms apart, so that none waits for the one before it.
    const times = timesOf(journeys([['people', 'desk', 40, 4]])('people'));
    expect(Math.min(...times)).toBe(40);
    expect(Math.max(...times)).toBe(44);
  });

  it('[S7] keeps the order of what is sent one way, however it jitters', () => {
    for (const from of ['people', 'desk']) {
      const arrivals = journeys([['people', 'desk', 40, 400]])(from).map((one) => one.arriveMs);
      expect(arrivals).toEqual([...arrivals].sort((left, right) => left - right));
    }
  });

  it('[S7] draws for each direction and each link on its own: others change nothing', () => {
    const alone = journeys([['people', 'desk', 40, 4]]);
    const others = [people('crowd', 'office'), desk('office')];
    const beside = journeys(
      [
        ['people', 'desk', 40, 4],
        ['crowd', 'office', 7, 4],
      ],
      others,
    );
    expect(timesOf(beside('people'))).toEqual(timesOf(alone('people')));
    expect(timesOf(beside('crowd'))).not.toEqual(timesOf(alone('people')).map((ms) => ms - 33));
    expect(timesOf(alone('desk'))).not.toEqual(timesOf(alone('people')));
  });

  it('[S7] jitters otherwise under another seed', () => {
    const link: LinkInput[] = [['people', 'desk', 40, 4]];
    expect(timesOf(journeys(link, [], 2)('people'))).not.toEqual(timesOf(journeys(link)('people')));
  });
});
