// Specifies how a lane's ticks merge and how one is found under the pointer.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutTicks, type TickBar, type TickColumns, tickNear } from './tickLayout';

const lane = (times: readonly number[], forms?: readonly number[]): TickColumns => ({
  count: times.length,
  atMs: Int32Array.from([...times, 0, 0]), // capacity beyond the count
  form: Uint8Array.from(forms ?? times.map(() => 0)),
});

function laidOut(ticks: TickColumns, view: { startMs: number; msPerPixel: number }, width: number) {
  const single: number[] = [];
  const bars: TickBar[] = [];
  layoutTicks(ticks, view, width, {
    tick: (index) => single.push(index),
    bar: (bar) => bars.push(bar),
  });
  return { single, bars };
}

const view = { startMs: 0, msPerPixel: 1 };

describe('the ticks of a lane', () => {
  it('stand alone while no more than four share ten pixels', () => {
    const { single, bars } = laidOut(lane([1, 2, 3, 4, 11, 12, 95]), view, 100);
    expect(single).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(bars).toEqual([]);
  });

  it('merge into one bar with their count where more do', () => {
    const times = [5, 20, 21, 22, 23, 24, 30, 31, 32, 33, 34, 60];
    const { single, bars } = laidOut(lane(times), view, 100);
    expect(single).toEqual([0, 11]);
    expect(bars).toEqual([{ from: 1, to: 11, startX: 20, endX: 40, form: 0 }]);
  });

  it('give a bar the commonest form', () => {
    const { bars } = laidOut(lane([1, 2, 3, 4, 5], [1, 0, 1, 1, 0]), view, 100);
    expect(bars[0].form).toBe(1);
  });

  it('show each tick in view exactly once, alone or in a bar', () => {
    const times = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 400 });
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 2000 }), (unordered, startMs) => {
        const ticks = lane([...unordered].sort((a, b) => a - b));
        const { single, bars } = laidOut(ticks, { startMs, msPerPixel: 2 }, 200);
        const seen = [...single];
        for (const { from, to } of bars) for (let at = from; at < to; at++) seen.push(at);
        seen.sort((a, b) => a - b);
        expect(new Set(seen).size).toBe(seen.length);
        for (let index = 0; index < ticks.count; index++) {
          const x = (ticks.atMs[index] - startMs) / 2;
          if (x >= 0 && x <= 200) expect(seen).toContain(index);
        }
      }),
    );
  });

  it('cost what the track is wide, not what has happened', () => {
    let reads = 0;
    const count = 1_000_000;
    const times = Int32Array.from({ length: count }, (_, index) => index);
    const counted = new Proxy(times, {
      get(target, key) {
        reads++;
        return Reflect.get(target, key) as unknown; // as the array itself would answer
      },
    });
    const ticks = { count, atMs: counted, form: new Uint8Array(count) };
    laidOut(ticks, { startMs: 0, msPerPixel: 800 }, 1264);
    expect(reads).toBeLessThan(10_000);
  });
});

describe('the tick under the pointer', () => {
  it('is the nearest within reach', () => {
    const ticks = lane([10, 40, 44, 90]);
    expect(tickNear(ticks, view, 43, 6)).toBe(2);
    expect(tickNear(ticks, view, 41, 6)).toBe(1);
    expect(tickNear(ticks, view, 60, 6)).toBe(-1);
    expect(tickNear(ticks, view, 92, 6, 3)).toBe(-1);
  });
});
