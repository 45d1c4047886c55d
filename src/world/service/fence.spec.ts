/** Says what a member does that is counted out while it waits for its assignment (K7). */
import { describe, expect, it } from 'vitest';
import { openMill } from '../testing/mill';

describe('a member that is counted out while it waits to be told what it shall own', () => {
  it('[K7] begins anew', () => {
    // The first one is at work and keeps the second one waiting for longer than a session.
    const bench = openMill({
      sacks: [{ atMs: 10 }],
      grain: { partitions: 2 },
      group: { sessionTimeoutMs: 60, rebalanceTimeoutMs: 5000 },
      reads: { heartbeatMs: 80 },
      mill: { workMs: { min: 1000, max: 1000 } },
    })
      .until(50)
      .when({ kind: 'AddInstance', part: 'mill' })
      .until(300);
    const [newcomer] = bench.facts('MembershipBegun');
    expect(newcomer).toMatchObject({ atMs: 50, instance: 1 });
    expect(bench.facts('MemberExpired').map(({ instance }) => instance)).toContain(1);
    const anew = bench.facts('MembershipLost', 'MembershipBegun').slice(1);
    expect(anew.filter(({ instance }) => instance === 1).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['MembershipLost', 'MembershipBegun']),
    );
  });
});
