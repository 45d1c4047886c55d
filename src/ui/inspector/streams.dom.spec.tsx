// Checks what the inspector shows of streams, groups and broker nodes, and what it asks of the run.
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import {
  createProjection,
  type Intervention,
  type Query,
  type QueryResult,
} from '../../projection';
import { At, logFrame, orderLog } from '../../projection/testing/orderLog';
import { type ActionOutcome, RunContext, type RunContextValue, type Selection } from '../run';
import { Inspector } from './Inspector';

afterEach(cleanup);

const topology = orderLog();
type Answers = { readonly [K in Query['kind']]?: Extract<QueryResult, { kind: K }> };

const STREAM: Answers['stream'] = {
  ...{ kind: 'stream', perSecond: 6, records: 4 },
  partitions: [
    {
      ...{ partition: 0, leader: 1, leaderAlive: false, epoch: 2, startOffset: 5 },
      ...{ highWatermark: 9, endOffset: 9, bytes: 400, oldestMs: 1000 },
      replicas: [
        { node: 1, endOffset: 9, inSync: true, alive: false },
        { node: 2, endOffset: 8, inSync: false, alive: true },
      ],
      segments: [{ baseOffset: 5, nextOffset: 9, count: 4, bytes: 400 }],
    },
  ],
  settings: [
    { name: 'retentionBytes', kind: 'number', optional: true, value: 4000 },
    { name: 'cleanup', kind: 'choice', value: 'delete', choices: ['delete', 'compact'] },
  ],
};
const RECORDS: Answers['records'] = {
  ...{ kind: 'records', startOffset: 5, endOffset: 9 },
  rows: [
    {
      ...{ offset: 5, seq: 40, atMs: 900, state: 'plain', message: 'shop/1' },
      ...{ type: 'OrderTaken', form: 'event', key: 'a', data: null },
    },
    {
      ...{ offset: 6, seq: 44, atMs: 950, state: 'marker', message: null },
      ...{ type: '', form: '', key: null, data: null },
    },
  ],
};
const GROUP: Answers['group'] = {
  ...{ kind: 'group', protocol: 'classic', state: 'stable', generation: 2 },
  ...{ sessionTimeoutMs: 3000, inFlight: [], settings: [] },
  members: [
    {
      ...{ service: 'charge', instance: 1, sinceHeardMs: 700, generation: 2, joined: true },
      owned: [{ stream: 'orders', partition: 0 }],
    },
  ],
  partitions: [
    {
      ...{ stream: 'orders', partition: 0, startOffset: 5, endOffset: 9, committed: 6, lag: 3 },
      owner: { service: 'charge', instance: 1 },
    },
  ],
};
const LAG: Answers['lag'] = {
  kind: 'lag',
  atMs: Int32Array.of(0, 500, 1000),
  lag: Int32Array.of(0, 5, 3),
};

function show(selection: Selection, outcome: ActionOutcome = { kind: 'done' }) {
  const answers: Answers = { stream: STREAM, records: RECORDS, group: GROUP, lag: LAG };
  const intervene = vi.fn((_: Intervention) => Promise.resolve(outcome));
  const kill = vi.fn(() => Promise.resolve(outcome));
  const select = vi.fn();
  const query = ({ kind }: Query) => Promise.resolve(answers[kind] ?? null);
  const partition = [At.stream, 0, 1, 2, 5, 9, 9, 9, 0b110, 0b010];
  const frame = logFrame(
    topology,
    { partitions: [partition] },
    { live: true, cursor: { atMs: 1000, seq: 50 } },
  );
  const store = createStore(() => ({
    ...createProjection(topology).accept(frame),
    ...{ playback: 'paused', speed: 1, seed: 1, selection },
  }));
  // Of a run the inspector needs these.
  const run = {
    ...{ topology, store, announce: vi.fn() },
    actions: { intervene, kill, select, query },
  } as unknown as RunContextValue;
  render(
    <RunContext value={run}>
      <Inspector />
    </RunContext>,
  );
  return { intervene, kill, select };
}

describe('a stream', () => {
  test('shows its partitions: leader, copies in sync, offsets, size, segments (K14)', async () => {
    show({ part: 'orders' });
    const row = (await screen.findByRole('rowheader', { name: 'p0' })).closest('tr');
    const cells = within(row as HTMLElement).getAllByRole('cell'); // a row header lies in a row
    expect(cells.map((cell) => cell.textContent)).toEqual([
      ...['B2 dead', '1 of 2', '5 – 8', '400 B', '1'],
    ]);
  });

  test('changes a setting as an intervention', async () => {
    const { intervene } = show({ part: 'orders' });
    fireEvent.change(await screen.findByLabelText('Cleanup'), { target: { value: 'compact' } });
    const settings = { cleanup: 'compact' };
    expect(intervene).toHaveBeenCalledWith({ kind: 'Configure', part: 'orders', settings });
  });

  test('says in place what is refused, and shows again what is so', async () => {
    const reason = 'Retention works on whole segments: it cannot be below one.';
    const { intervene } = show({ part: 'orders' }, { kind: 'refused', reason });
    const field: HTMLInputElement = await screen.findByLabelText('Kept at most, bytes');
    fireEvent.change(field, { target: { value: '10' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    const settings = { retentionBytes: 10 };
    expect(intervene).toHaveBeenCalledWith({ kind: 'Configure', part: 'orders', settings });
    expect((await screen.findByRole('alert')).textContent).toBe(reason);
    expect(field.value).toBe('4000');
    expect(field.getAttribute('aria-invalid')).toBe('true');
  });

  test('takes an empty field for no limit', async () => {
    const { intervene } = show({ part: 'orders' });
    const field = await screen.findByLabelText('Kept at most, bytes');
    fireEvent.change(field, { target: { value: '' } });
    fireEvent.blur(field);
    const settings = { retentionBytes: null };
    expect(intervene).toHaveBeenCalledWith({ kind: 'Configure', part: 'orders', settings });
  });

  test('lists records, each of which leads to its message', async () => {
    const { select } = show({ part: 'orders' });
    fireEvent.click(await screen.findByRole('button', { name: /shop\/1/ }));
    expect(select).toHaveBeenCalledWith({ part: 'orders', message: 'shop/1' });
    expect(screen.getByText('end of a transaction')).toBeDefined();
  });
});

describe('a group', () => {
  test('shows its members, what they own and when they were heard (K7)', async () => {
    show({ part: 'billing' });
    expect(await screen.findByText('heard 0.7 s ago of 3.0 s')).toBeDefined();
    expect(screen.getByRole('img', { name: /^Lag over the last 4 seconds: 3 now, 5 at most/ }));
  });

  test('moves its offset to a time in all partitions, or to an offset in one (K8)', async () => {
    const { intervene } = show({ part: 'billing' });
    const to = await screen.findByLabelText('To');
    const move = screen.getByRole('button', { name: 'Move' });
    fireEvent.change(to, { target: { value: 'time' } });
    fireEvent.change(screen.getByLabelText('a time, s'), { target: { value: '1.5' } });
    fireEvent.click(move);
    const base = { kind: 'MoveOffset', part: 'billing', stream: 'orders' };
    expect(intervene).toHaveBeenLastCalledWith({ ...base, to: { kind: 'time', atMs: 1500 } });
    fireEvent.change(to, { target: { value: 'offset' } });
    fireEvent.change(screen.getByLabelText('an offset'), { target: { value: '7' } });
    fireEvent.change(screen.getByLabelText('Partition'), { target: { value: '0' } });
    fireEvent.click(move);
    const one = { ...base, partition: 0, to: { kind: 'offset', offset: 7 } };
    expect(intervene).toHaveBeenLastCalledWith(one);
  });

  test('asks for the number that is missing, and does nothing (K8)', async () => {
    const { intervene } = show({ part: 'billing' });
    fireEvent.change(await screen.findByLabelText('To'), { target: { value: 'offset' } });
    fireEvent.click(screen.getByRole('button', { name: 'Move' }));
    expect(screen.getByRole('alert').textContent).toBe('Say which, as a number from 0.');
    expect(intervene).not.toHaveBeenCalled();
  });
});

describe('a broker node', () => {
  test('shows what it leads, and can be killed (K14)', () => {
    const { kill } = show({ part: 'log', node: 1 });
    expect(screen.getByRole('heading', { name: 'Broker 2' })).toBeDefined();
    expect(screen.getByRole('button', { name: 'orders p0' })).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Kill broker 2' }));
    expect(kill).toHaveBeenCalledWith('log', 1);
  });

  test('stands in its cluster’s list', () => {
    const { select } = show({ part: 'log' });
    fireEvent.click(screen.getByRole('button', { name: 'Broker 3' }));
    expect(select).toHaveBeenCalledWith({ part: 'log', node: 2 });
  });
});
