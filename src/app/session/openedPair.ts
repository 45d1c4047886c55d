/**
 * Owns bringing two runs under one clock together for the views: a run for each side, and both as
 * one for the timeline. How they stay together is the engine's client's.
 */
import { createStore } from 'zustand/vanilla';
import { openPair, type OpenPair } from '../../engine/client';
import {
  createJointProjection,
  type Frame,
  type GoalSides,
  type JointProjection,
  type Query,
  type QueryResult,
  type Side,
} from '../../projection';
import type { RunActions, RunContextValue, RunState } from '../../ui/run';
import { announce } from '../../ui/shell';
import { pageEngine } from './engine';
import {
  type OpenedRun,
  playbackOf,
  type SelectCorrelation,
  type ViewedRun,
  viewRun,
} from './openedRun';

/** Two runs as the page holds them. */
export interface OpenedPair {
  readonly left: OpenedRun;
  readonly right: OpenedRun;
  /** Both as one: deeds as if on the left side, facts in joint order. */
  readonly joint: RunContextValue;
  /** Calls the listener whenever both have shown the same time; returns what ends it. */
  readonly onSettled: (listener: () => void) => () => void;
  readonly close: () => void;
}

export interface PairOptions {
  /** Ids of the services that have a lane on the common timeline, on each side. */
  readonly lanes: { readonly [side in Side]: readonly string[] };
  readonly laneLabel: (side: Side, label: string) => string;
  /** Where each goal is to be met. */
  readonly goalSides: GoalSides;
  readonly selectCorrelation: SelectCorrelation;
}

/** Opens two runs in the page's engine. Throws OpenError, or EngineLost. */
export async function openPairOnPage(open: OpenPair, options: PairOptions): Promise<OpenedPair> {
  const early: (readonly [Side, Frame])[] = [];
  let accept = (side: Side, frame: Frame): void => void early.push([side, frame]);
  let settle = (): void => undefined;
  const handles = await openPair(pageEngine(), open, {
    frame: (side, frame) => accept(side, frame),
    settled: () => settle(),
  });
  const { selectCorrelation } = options;
  const sides = {
    left: viewRun(handles.left, { selectCorrelation, notice: 'engine-pair' }),
    right: viewRun(handles.right, { selectCorrelation, notice: null }),
  };
  const projection = createJointProjection(options);
  accept = (side, frame) => {
    projection.accept(side, frame);
    sides[side].accept(frame);
  };
  for (const [side, frame] of early) accept(side, frame);
  const joint = joinViews(sides, projection);
  const listeners = new Set<() => void>();
  settle = () => {
    joint.show();
    for (const listener of listeners) listener();
  };
  return {
    ...sides,
    joint: joint.context,
    onSettled: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => {
      joint.end();
      sides.right.close();
      sides.left.close();
    },
  };
}

type ViewedSides = { readonly [side in Side]: ViewedRun };

function joinViews(sides: ViewedSides, projection: JointProjection) {
  const { handle, context, newest } = sides.left;
  const now = () => ({ ...projection.view(newest(), sides.right.newest()), ...playbackOf(handle) });
  const store = createStore<RunState>(() => ({ ...now(), selection: null }));
  const show = (): void => store.setState(now());
  for (const side of Object.values(sides)) side.context.store.setState({ selection: null });
  return {
    show,
    end: handle.subscribe(() => store.setState(playbackOf(handle))),
    context: {
      topology: jointTopology(sides),
      store,
      actions: jointActions(sides, projection),
      onBeat: context.onBeat,
      announce,
    },
  };
}

/** The left side's names, and those that only the right side has. */
function jointTopology({ left, right }: ViewedSides): RunContextValue['topology'] {
  const { parts } = left.context.topology;
  const more = right.context.topology.parts.filter(
    ({ id }) => !parts.some((part) => part.id === id),
  );
  return { ...left.context.topology, parts: [...parts, ...more] };
}

/** The left side's hands; what names a fact names it in joint order. */
function jointActions(sides: ViewedSides, projection: JointProjection): RunActions {
  const { actions } = sides.left.context;
  const tellFact = async (joint: number): Promise<QueryResult | null> => {
    const fact = projection.factAt(joint);
    if (fact === null) return null;
    const own = { kind: 'fact', seq: fact.seq } as const;
    const result = await sides[fact.side].context.actions.query<'fact'>(own);
    const row = result?.row ?? null;
    return { kind: 'fact', row: row === null ? null : { ...row, seq: joint } };
  };
  return {
    ...actions,
    seekFact: (joint) => {
      const fact = projection.factAt(joint);
      if (fact !== null) sides[fact.side].context.actions.seekFact(fact.seq);
    },
    query: async <K extends Query['kind']>(query: Extract<Query, { kind: K }>) => {
      const asked: Query = query;
      if (asked.kind !== 'fact') return actions.query(query);
      // The kind of the question is that of the result.
      return (await tellFact(asked.seq)) as Extract<QueryResult, { kind: K }> | null;
    },
  };
}
