/** The agenda: what is due next, in which order, and what saving it keeps. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from './agenda';
import { IntReader, IntWriter } from './integers';

/** Takes everything off, as [time, kind]. */
function drain(agenda: Agenda): [number, number][] {
  const out: [number, number][] = [];
  while (agenda.pop()) out.push([agenda.atMs, agenda.kind]);
  return out;
}

function savedOf(agenda: Agenda): Int32Array {
  const out = new IntWriter();
  agenda.save(out);
  return out.finish();
}

function loaded(saved: Int32Array): Agenda {
  const agenda = new Agenda();
  agenda.load(new IntReader(saved));
  return agenda;
}

describe('an agenda', () => {
  it('is empty at first', () => {
    const agenda = new Agenda();
    expect(agenda.pop()).toBe(false);
    expect(agenda.nextMs).toBe(Infinity);
    expect(agenda.length).toBe(0);
  });

  it('gives the earliest step first, with all that was said of it', () => {
    const agenda = new Agenda();
    agenda.schedule(20, 1, 5, 6, 7);
    agenda.schedule(10, 2, 8);
    expect(agenda.nextMs).toBe(10);
    expect(agenda.pop()).toBe(true);
    expect(agenda).toMatchObject({ atMs: 10, kind: 2, cause: 8, a: 0, b: 0 });
    expect(agenda.pop()).toBe(true);
    expect(agenda).toMatchObject({ atMs: 20, kind: 1, cause: 5, a: 6, b: 7 });
    expect(agenda.length).toBe(0);
  });

  it('gives steps of one instant in the order in which they were scheduled', () => {
    const agenda = new Agenda();
    for (let kind = 0; kind < 1000; kind++) agenda.schedule(7, kind, -1);
    expect(drain(agenda).map(([, kind]) => kind)).toEqual(
      Array.from({ length: 1000 }, (_, k) => k),
    );
  });

  it('forgets a step that was taken back', () => {
    const agenda = new Agenda();
    const first = agenda.schedule(1, 1, -1);
    agenda.schedule(2, 2, -1);
    const last = agenda.schedule(3, 3, -1);
    agenda.cancel(first);
    agenda.cancel(last);
    expect(agenda.length).toBe(1);
    expect(agenda.nextMs).toBe(2);
    const seen: number[] = [];
    agenda.forEach((_atMs, kind) => seen.push(kind));
    expect(seen).toEqual([2]);
    expect(drain(agenda)).toEqual([[2, 2]]);
  });

  it('keeps its order, and the numbers of its steps, through saving and loading', () => {
    const agenda = new Agenda();
    const orders = [30, 10, 10, 20].map((atMs, kind) => agenda.schedule(atMs, kind, kind));
    agenda.cancel(orders[3]);
    const again = loaded(savedOf(agenda));
    expect(savedOf(again)).toEqual(savedOf(agenda));
    again.cancel(orders[1]);
    expect(again.schedule(10, 9, -1)).toBe(agenda.schedule(10, 9, -1));
    expect(drain(again)).toEqual([
      [10, 2],
      [10, 9],
      [30, 0],
    ]);
  });

  it('behaves like a sorted list, whatever is done to it', () => {
    const doing = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('schedule'), at: fc.nat({ max: 9 }) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('pop'), at: fc.constant(0) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel'), at: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('reload'), at: fc.constant(0) }) },
    );
    fc.assert(
      fc.property(fc.array(doing, { maxLength: 200 }), (doings) => {
        let agenda = new Agenda();
        const model: { atMs: number; order: number }[] = [];
        for (const [kind, { do: what, at }] of doings.entries()) {
          if (what === 'schedule') {
            model.push({ atMs: at, order: agenda.schedule(at, kind, -1) });
            model.sort((left, right) => left.atMs - right.atMs || left.order - right.order);
          } else if (what === 'cancel' && model.length > 0) {
            const [gone] = model.splice(at % model.length, 1);
            agenda.cancel(gone.order);
          } else if (what === 'reload') {
            agenda = loaded(savedOf(agenda));
          } else if (what === 'pop') {
            const next = model.shift();
            expect(agenda.pop()).toBe(next !== undefined);
            if (next !== undefined) expect(agenda.atMs).toBe(next.atMs);
          }
          expect(agenda.length).toBe(model.length);
          expect(agenda.nextMs).toBe(model[0]?.atMs ?? Infinity);
        }
      }),
    );
  });
});
