/** Says in which order ready messages stand, also in deep queues. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entry, newEntry } from './lane';
import { headOf, noneReady, pushBack, putBack, type Ready, takeOut, visitReady } from './ready';

const placesOf = (ready: Ready): number[] => {
  const places: number[] = [];
  visitReady(ready, Infinity, ({ place }) => places.push(place));
  return places;
};

/** Takes the first out, as a delivery does. */
function handOut(ready: Ready): Entry[] {
  const first = headOf(ready);
  if (first === undefined) return [];
  takeOut(ready, first);
  first.handouts++;
  return [first];
}

describe('ready messages', () => {
  it('[Q5] classic: whatever comes back and whenever, places ascend', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 200 }), (choices) => {
        const ready = noneReady('classic');
        const out: Entry[] = [];
        choices.forEach((choice, place) => {
          if (choice < 4) pushBack(ready, newEntry(place, place));
          else if (choice < 7) out.push(...handOut(ready));
          else for (const entry of out.splice(choice % (out.length + 1), 1)) putBack(ready, entry);
          expect(placesOf(ready)).toEqual(placesOf(ready).sort((left, right) => left - right));
        });
      }),
    );
  });

  it('[Q5] quorum: returned ones first, first in first out, then the others', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 200 }), (choices) => {
        const ready = noneReady('quorum');
        const returned: number[] = [];
        const fresh: number[] = [];
        const out: Entry[] = [];
        choices.forEach((choice, place) => {
          if (choice < 4) {
            pushBack(ready, newEntry(place, place));
            fresh.push(place);
          } else if (choice < 7) {
            (returned.length > 0 ? returned : fresh).shift();
            out.push(...handOut(ready));
          } else {
            for (const entry of out.splice(choice % (out.length + 1), 1)) {
              putBack(ready, entry);
              returned.push(entry.place);
            }
          }
          expect(placesOf(ready)).toEqual([...returned, ...fresh]);
          expect([ready.count, ready.redelivered]).toEqual([
            returned.length + fresh.length,
            returned.length,
          ]);
        });
      }),
    );
  });

  it('[Q14] classic: stand by level, then by place, whatever is taken and put back', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(11), { maxLength: 200 }), (choices) => {
        const ready = noneReady('classic', 3);
        const out: Entry[] = [];
        choices.forEach((choice, place) => {
          if (choice < 4) pushBack(ready, newEntry(place, place, choice));
          else if (choice < 8) out.push(...handOut(ready));
          else for (const entry of out.splice(choice % (out.length + 1), 1)) putBack(ready, entry);
          const standing: Entry[] = [];
          visitReady(ready, Infinity, (entry) => standing.push(entry));
          const inOrder = [...standing].sort(
            (left, right) => right.level - left.level || left.place - right.place,
          );
          expect(standing).toEqual(inOrder);
        });
      }),
    );
  });

  it('[Q14] quorum: go out in the order in which they are shown', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(7), { maxLength: 100 }), (choices) => {
        const ready = noneReady('quorum');
        const out: Entry[] = [];
        choices.forEach((choice, place) => {
          if (choice < 4) pushBack(ready, newEntry(place, place, choice % 2));
          else if (choice < 6) out.push(...handOut(ready));
          else for (const entry of out.splice(0, 1)) putBack(ready, entry);
        });
        const shown = placesOf(ready);
        const gone: number[] = [];
        while (ready.count > 0) gone.push(...handOut(ready).map(({ place }) => place));
        expect(gone).toEqual(shown);
      }),
    );
  });

  it.each(['classic', 'quorum'] as const)(
    '[Q6] %s: a hundred thousand come back in the order in which they were given back',
    (type) => {
      const ready = noneReady(type);
      for (let place = 0; place < 100_000; place++) pushBack(ready, newEntry(place, place));
      const out: Entry[] = [];
      while (ready.count > 0) out.push(...handOut(ready));
      for (const entry of out) putBack(ready, entry);
      expect(ready.redelivered).toBe(100_000);
      let expected = 0;
      visitReady(ready, Infinity, ({ place }) => {
        if (place !== expected++) throw new Error(`place ${place} out of order`);
      });
      expect(expected).toBe(100_000);
    },
  );
});
