/** Shows what one timeline draws of two runs. */
import { describe, expect, it } from 'vitest';
import { createProjection } from '../projection';
import { FACT_CODES, makeFrame, orderFulfilment } from '../testing/orderFulfilment';
import type { RunView } from '../views';
import { createJointProjection } from './joint';
import type { Side } from './jointOrder';

const topology = orderFulfilment();
const ORDERS = topology.parts.find(({ id }) => id === 'orders')?.index ?? -1;

/** An order made, or a kill, at these times. */
const created = (atMs: number) => [atMs, FACT_CODES.MessageCreated, -1, ORDERS, 0, 0, -1, -1, 0, 0];
const killed = (atMs: number) => [atMs, FACT_CODES.ServiceKilled, -1, ORDERS, 1, 0, 0, 0, 0, 0];

function together(rows: { readonly [side in Side]: readonly number[][] }) {
  const joint = createJointProjection({
    lanes: { left: ['orders'], right: ['orders'] },
    laneLabel: (side, label) => `${side} ${label}`,
    goalSides: {},
  });
  const views: { [side in Side]?: RunView } = {};
  for (const side of ['left', 'right'] as const) {
    const facts = { from: 0, rows: rows[side] };
    const cursor = { atMs: 100, seq: rows[side].length - 1 };
    const frame = makeFrame(topology, {}, { cursor, head: cursor, facts });
    joint.accept(side, frame);
    views[side] = createProjection(topology).accept(frame);
  }
  const { left, right } = views;
  if (left === undefined || right === undefined) throw new Error('both have been shown');
  return { joint, view: joint.view(left, right), left, right };
}

describe('two runs seen as one', () => {
  it('have a lane each, whose ticks stand in joint order', () => {
    const { view } = together({
      left: [created(10), created(30)],
      right: [created(10), created(20)],
    });
    const lanes = view.timeline.lanes.map(({ id, label, ticks }) => ({
      id,
      label,
      seqs: [...ticks.seq.subarray(0, ticks.count)],
    }));
    const { label } = topology.parts[ORDERS];
    expect(lanes).toEqual([
      { id: 'left/orders', label: `left ${label}`, seqs: [0, 3] },
      { id: 'right/orders', label: `right ${label}`, seqs: [1, 2] },
    ]);
  });

  it('have the facts of both, up to one time', () => {
    const { view } = together({ left: [created(10)], right: [created(10), killed(40)] });
    expect(view.cursor).toEqual({ atMs: 100, seq: 2 });
    expect(view.head).toEqual({ atMs: 100, seq: 2 });
    expect(view.timeline.lanes[1].deadStretches).toMatchObject([{ fromMs: 40, fromSeq: 2 }]);
  });

  it('are the same picture as long as neither changes', () => {
    const { joint, view, left, right } = together({ left: [created(10)], right: [] });
    expect(joint.view(left, right).timeline).toBe(view.timeline);
    expect(joint.view(left, right).metrics).toBe(view.metrics);
  });

  it('keep each side’s numbers under its name', () => {
    const { joint, left, right } = together({ left: [], right: [] });
    const counted = { ...left, metrics: { lost: 1 } };
    const other = { ...right, metrics: { lost: 4 } };
    expect(joint.view(counted, other).metrics).toEqual({ 'left.lost': 1, 'right.lost': 4 });
  });

  it('prove a goal by facts in joint order', () => {
    const { joint, left, right } = together({ left: [created(10)], right: [created(10)] });
    const verdict = { id: 'seen', progress: null, nearMiss: null, proof: [], metAtMs: null };
    const open = { ...left, verdicts: [{ ...verdict, met: false }] };
    const met = { ...right, verdicts: [{ ...verdict, met: true, proof: [0], metAtMs: 10 }] };
    expect(joint.view(open, met).verdicts).toEqual([{ ...met.verdicts[0], proof: [1] }]);
  });
});
