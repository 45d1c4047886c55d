/** Says how a fact is written as a line that a person can read. */
import { expect, it } from 'vitest';
import type { Fact } from '../../world';
import { goldenLine } from './golden';

const acked: Fact = {
  seq: 219,
  atMs: 66_480,
  causeSeq: 217,
  kind: 'MessageAcked',
  queue: 'payment.inbox',
  message: 'orders/54',
  service: 'payment',
  instance: 0,
};

it('says when, which, after which, what, and all fields', () => {
  expect(goldenLine(acked)).toBe(
    '01:06.480    219 < 217    MessageAcked  queue=payment.inbox  message=orders/54  ' +
      'service=payment  instance=0',
  );
});

it('says what has no cause, and what a person did', () => {
  const purged: Fact = {
    seq: 3,
    atMs: 5,
    causeSeq: -1,
    kind: 'QueuePurged',
    byHand: true,
    queue: 'inbox',
    count: 2,
  };
  expect(goldenLine(purged)).toBe(
    '00:00.005      3          QueuePurged (by hand)  queue=inbox  count=2',
  );
});

it('writes data as JSON', () => {
  const logged: Fact = {
    seq: 4,
    atMs: 0,
    causeSeq: 3,
    kind: 'HandlerLogged',
    service: 'till',
    instance: 0,
    text: { amount: [1, null] },
  };
  expect(goldenLine(logged)).toContain('text={"amount":[1,null]}');
});
