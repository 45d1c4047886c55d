/** Owns what an exchange knows: how it routes. It comes from the plan, and nothing changes it. */
import { InvariantError } from '../../kernel';
import type { PartState, World } from '../part';
import type { Router } from './routing';

export interface ExchangeState extends PartState {
  readonly kind: 'exchange';
  readonly route: Router;
}

/** The state of the exchange at an index. */
export function exchangeOf(world: World, index: number): ExchangeState {
  const state = world.states[index];
  if (state.kind !== 'exchange') throw new InvariantError(`part ${index} is no exchange`);
  return state as ExchangeState; // its kind says so
}
