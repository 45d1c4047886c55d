/**
 * The plan: a scenario made ready to run. Parts have become indices, references have been
 * checked. It never changes during a run; what can change is part of the world's state.
 */
import type { Form } from './facts';

/** A part's place in the plan and its own configuration (checked by the part's schema). */
export interface PlannedPart<Config = unknown> {
  readonly index: number;
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  /** Index of the part on which the links end: a queue's or exchange's broker, else itself. */
  readonly host: number;
  readonly config: Config;
}

/** A link between two hosts; parcels keep their order in each direction. Times in ms. */
export interface PlannedLink {
  readonly index: number;
  readonly ends: readonly [number, number];
  readonly latencyMs: number;
  /** Added to the latency: a whole number from 0 to this. */
  readonly jitterMs: number;
}

export interface Plan {
  readonly seed: number;
  readonly parts: readonly PlannedPart[];
  readonly links: readonly PlannedLink[];
  /** Form of each message type of the scenario. */
  readonly forms: ReadonlyMap<string, Form>;
  /** Index of a part by its id; -1 if there is none. */
  indexOf(id: string): number;
  /** The link between the hosts of two parts; -1 if there is none. */
  linkBetween(from: number, to: number): number;
  /** What a part's root messages are called by: "order" gives "order-1", "order-2" … */
  correlationPrefix(part: number): string;
}
