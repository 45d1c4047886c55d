/** Says what is told aloud when a group changes. */
import { describe, expect, it } from 'vitest';
import type { GroupView, MemberView } from '../../projection';
import { newsOf } from './groupNews';

const member = (instance: number, ...partitions: number[]): MemberView => ({
  ...{ service: 'payment', label: 'Payment', instance, state: 'inStep' },
  owned: partitions.map((partition) => ({ stream: 'orders', partition })),
});
const group = (more: Partial<GroupView>): GroupView => ({
  ...{ id: 'payment-group', index: 1, label: 'payment', note: '', state: 'stable' },
  ...{ rebalancing: false, generation: 1, lag: 0 },
  members: [member(0, 0, 1), member(1, 2)],
  ...more,
});

describe('what is said of a group', () => {
  it('names the member that expired, then who owns what (K6, K7)', () => {
    const before = group({});
    const without = { members: [member(0, 0, 1)] };
    const during = group({ state: 'joining', rebalancing: true, generation: 2, ...without });
    const after = group({ generation: 2, members: [member(0, 0, 1, 2)] });
    expect(newsOf(before, during)).toBe('Group payment: Payment 2 left or expired, rebalancing.');
    expect(newsOf(during, after)).toBe('Group payment: Payment 1 now owns p0, p1, p2.');
  });

  it('says that a rebalance began where nobody left', () => {
    const during = group({ state: 'joining', rebalancing: true, generation: 2 });
    expect(newsOf(group({}), during)).toBe('Group payment: rebalancing, generation 2.');
    expect(newsOf(during, group({ ...during, lag: 3 }))).toBeNull();
  });

  it('is silent while only the lag changes', () => {
    expect(newsOf(group({}), group({ lag: 7 }))).toBeNull();
  });
});
