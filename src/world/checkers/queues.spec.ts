/** Says that the invariants hold of any queue, with any limits, whatever is done to it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forEachReady, queueCounts } from '../queue';
import { Bench } from '../queue/testing/harness';
import { anyCommand, anyProperties, anyQueue } from '../queue/testing/random';
import { checkersOf } from './index';

const commands = fc.array(anyCommand, { minLength: 10, maxLength: 120 });

/** Calls `look` after each command. */
function always(look: (bench: Bench) => void): void {
  fc.assert(
    fc.property(anyQueue, anyProperties, commands, (options, carried, list) => {
      const bench = new Bench(options);
      carried.forEach((properties, index) => bench.message(index + 1, properties));
      for (const run of list) {
        run(bench);
        // What is due now is done: what a drop brought to a quorum queue's head may be too old.
        bench.advance(0);
        look(bench);
      }
    }),
    { numRuns: 200 },
  );
}

describe('a queue, whatever is done to it', () => {
  it('[Q1, Q6, Q10, Q12, Q15] loses, doubles and miscounts nothing, and keeps its word', () => {
    fc.assert(
      fc.property(anyQueue, anyProperties, commands, (options, carried, list) => {
        const bench = new Bench(options);
        const checkers = checkersOf(bench.plan);
        carried.forEach((properties, index) => bench.message(index + 1, properties));
        let seen = 0;
        for (const run of list) {
          run(bench);
          for (; seen < bench.journal.length; seen++) {
            for (const checker of checkers) checker.see(bench.journal, seen);
          }
          const found = checkers.flatMap((checker) => checker.violations(bench.world));
          if (found.length > 0) expect(found).toEqual([]);
        }
      }),
    );
  });

  it('[Q3, Q4, Q7] offers what is ready to whoever has credit', () => {
    always(({ queue }) => {
      const { line, ready } = queue;
      const canTake = [...line.consumers.values()].filter(
        (one) =>
          one.subscribedSeq >= 0 &&
          (one.terms.autoAck || one.terms.prefetch === 0 || one.holding < one.terms.prefetch),
      );
      if (ready.count > 0 && !line.singleActive) expect(canTake).toEqual([]);
      if (line.singleActive && canTake.length > 0) expect(line.active).toBeDefined();
    });
  });

  it('[Q8] has nothing at its head that is too old, and one step pending if that can happen', () => {
    always((bench) => {
      const { queue, nowMs, world } = bench;
      let isHead = true;
      let expiring = 0;
      forEachReady(queue, Infinity, ({ expiresMs }) => {
        if (isHead && expiresMs < nowMs) expect(expiresMs).toBeGreaterThanOrEqual(nowMs);
        if (isHead && expiresMs !== 0x7fffffff) expiring++;
        isHead = false;
      });
      expect(world.agenda.length).toBe(expiring);
    });
  });

  it('[Q9] is no longer than it may be', () => {
    always(({ queue }) => {
      const { settings, ready } = queue;
      const drops = settings.maxLength >= 0 && settings.overflow === 0;
      if (drops) expect(ready.count).toBeLessThanOrEqual(settings.maxLength);
    });
  });

  it('[Q2, Q5, Q14] counts what is ready as it stands there', () => {
    always(({ queue }) => {
      const count = { ready: 0, redelivered: 0 };
      forEachReady(queue, Infinity, ({ handouts }) => {
        count.ready++;
        if (handouts > 0) count.redelivered++;
      });
      expect(queueCounts(queue)).toMatchObject(count);
    });
  });

  it('[Q11] hands nothing out more often than it may', () => {
    fc.assert(
      fc.property(fc.nat(3), anyProperties, commands, (deliveryLimit, carried, list) => {
        const bench = new Bench({ type: 'quorum', deliveryLimit });
        carried.forEach((properties, index) => bench.message(index + 1, properties));
        let isRaised = false;
        for (const run of list) {
          run(bench);
          isRaised ||= bench.queue.settings.deliveryLimit !== deliveryLimit;
        }
        if (isRaised) return;
        for (const fact of bench.factsFrom(0)) {
          if (fact.kind !== 'MessageDelivered') continue;
          expect(fact.handouts).toBeLessThanOrEqual(deliveryLimit + 1);
        }
      }),
    );
  });
});
