/** Invariants of the world, one file each; whoever watches a run folds them over its facts. */
import type { Plan } from '../plan';
import type { Checker } from './checker';
import { committedOffsets } from './committedOffsets';
import { confirms } from './confirms';
import { confirmedRecords } from './confirmedRecords';
import { conservation } from './conservation';
import { denseOffsets } from './denseOffsets';
import { handouts } from './handouts';
import { oneHolder } from './oneHolder';
import { oneOwner } from './oneOwner';
import { retentionEdge } from './retentionEdge';
import { settledOnce } from './settledOnce';

export type { Checker, Violation } from './checker';
export { confirmedRecords, denseOffsets, retentionEdge };
export { confirms, conservation, handouts, oneHolder, settledOnce };

/** All invariants, for one branch of a plan. */
export function checkersOf(plan: Plan): Checker[] {
  return [
    confirms,
    conservation,
    oneHolder,
    settledOnce,
    handouts,
    denseOffsets,
    retentionEdge,
    confirmedRecords,
    oneOwner,
    committedOffsets,
  ].map((watch) => watch(plan));
}
