/** Shows what people who listen are told of the stage: its parts in sentences. */
import { describe as suite, expect, it } from 'vitest';
import { createProjection } from '../../projection';
import { makeFrame, orderFulfilment } from '../../projection/testing/orderFulfilment';
import { describe } from './messages.en';

const topology = orderFulfilment();
const said = (id: string, states: Parameters<typeof makeFrame>[1]) =>
  describe(createProjection(topology).accept(makeFrame(topology, states)).stage.nodes[id]);

suite('a part in a sentence', () => {
  it('says how many instances run and what they do', () => {
    const payment = { instances: ['busy', 'dead'] as const, holding: 1, handledMilli: 2600 };
    expect(said('payment', { payment })).toBe(
      'Payment: 2 instances, 1 of them dead, 1 busy, 1 message in hand, 2.6 handled a second.',
    );
  });

  it('says when a part was killed', () => {
    const payment = { instances: ['dead'] as const, sinceMs: 65_007 };
    expect(said('payment', { payment })).toBe('Payment: killed at 01:05.007.');
  });

  it('says what stands in a broker’s queues, and which nobody consumes', () => {
    const states = {
      payment: { instances: ['dead'] as const },
      'payment.inbox': { ready: 9, redelivered: 2 },
    };
    expect(said('broker', states)).toContain(
      'payment.inbox: 9 ready, 0 unacked, 2 delivered again, no consumer.',
    );
  });
});
