/** What the checks of a document's references share; what is checked stands beside its part. */
import type { Unreadable } from './readable';
import type { PartConfig } from './schema';

export type Kind = PartConfig['kind'];
export type Part = PartConfig | Unreadable;
export type Report = (code: string, path: string, message: string, hint: string) => void;

/** What a check goes by. Whatever cannot be read is taken for right. */
export interface Checks {
  readonly byId: ReadonlyMap<string, Part>;
  /** Says whether the id names a part of one of these kinds; reports it if not. */
  readonly refer: (path: string, id: string, kinds: readonly Kind[]) => boolean;
  /** Reports it if no link joins the two parts' hosts. */
  readonly talks: (path: string, from: string, to: string) => void;
  /** Reports it if a message type is none of the scenario's. */
  readonly knownType: (path: string, type: string) => void;
  readonly report: Report;
}
