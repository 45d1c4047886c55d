/** What a checker of an invariant is: it sees every fact and says what is broken, if anything. */
import type { Journal } from '../../kernel';
import type { World } from '../part';

/** Something that must never be: our bug, or what a taught mechanism failed to prevent. */
export interface Violation {
  /** Name of the invariant. */
  readonly invariant: string;
  /** Id of the part where it is broken. */
  readonly part: string;
  /** What was found and what should be, in words. */
  readonly text: string;
}

/** One invariant, watched over one branch. */
export interface Checker {
  /** A fact has happened; facts come in order, none is left out. */
  see(journal: Journal, seq: number): void;
  /** What is broken in the world as it stands after the facts seen. */
  violations(world: World): readonly Violation[];
}
