/** Shows that the joint order of two runs is one order of all their facts, however they come. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeFrame, orderFulfilment } from '../testing/orderFulfilment';
import { JointOrder, type Side } from './jointOrder';

const topology = orderFulfilment();
const times = fc.array(fc.nat({ max: 40 }), { maxLength: 60 }).map((gaps) => {
  let atMs = 0;
  return gaps.map((gap) => (atMs += gap));
});

function accept(order: JointOrder, side: Side, from: number, atMs: readonly number[]): void {
  const rows = atMs.map((at) => [at, 0, -1, 0, 0, 0, 0, 0, 0, 0]);
  order.accept(side, makeFrame(topology, {}, { facts: { from, rows } }));
}

/** What the order must be: by time, the left run first. */
function sorted(left: readonly number[], right: readonly number[]) {
  return [
    ...left.map((atMs, seq) => ({ side: 'left' as const, seq, atMs })),
    ...right.map((atMs, seq) => ({ side: 'right' as const, seq, atMs })),
  ].sort(
    (one, other) =>
      one.atMs - other.atMs || one.side.localeCompare(other.side) || one.seq - other.seq,
  );
}

function expectOrder(order: JointOrder, left: readonly number[], right: readonly number[]): void {
  sorted(left, right).forEach(({ side, seq }, joint) => {
    expect(order.jointSeq(side, seq)).toBe(joint);
    expect(order.factAt(joint)).toEqual({ side, seq });
  });
  expect(order.factAt(left.length + right.length)).toBeNull();
  expect(order.factAt(-1)).toBeNull();
}

describe('the joint order of two runs', () => {
  it('is by time, and within a moment the left run’s facts come first', () => {
    fc.assert(
      fc.property(times, times, (left, right) => {
        const order = new JointOrder();
        accept(order, 'left', 0, left);
        accept(order, 'right', 0, right);
        expectOrder(order, left, right);
      }),
    );
  });

  it('stays as it was when time goes on, and follows another branch', () => {
    fc.assert(
      fc.property(times, times, times, times, fc.nat(), (left, right, left2, right2, at) => {
        const order = new JointOrder();
        accept(order, 'left', 0, left);
        accept(order, 'right', 0, right);
        const { generation } = order;
        const forkMs = at % 500;
        const [kept, kept2] = [left, right].map((list) => list.filter((ms) => ms <= forkMs));
        const later = (list: readonly number[]) => list.map((ms) => ms + forkMs + 1);
        accept(order, 'left', kept.length, later(left2));
        accept(order, 'right', kept2.length, later(right2));
        expectOrder(order, [...kept, ...later(left2)], [...kept2, ...later(right2)]);
        const isOther = kept.length < left.length || kept2.length < right.length;
        expect(order.generation > generation).toBe(isOther);
      }),
    );
  });
});
