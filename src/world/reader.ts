/** Reading facts of a run as records: what the journal's integers mean under its plan. */
import type { Journal, Values } from '../kernel';
import type { FactReader } from './facts';
import type { Plan } from './plan';

/** A reader over a branch's journal. */
export function factReader(plan: Plan, journal: Journal, values: Values): FactReader {
  return {
    journal,
    values,
    partId: (index) => plan.parts[index].id,
    correlationPrefix: (index) => plan.correlationPrefix(index),
  };
}
