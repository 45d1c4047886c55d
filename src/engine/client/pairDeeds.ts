// Owns what a person did to a pair, branch by branch: when, and on which sides. The scenarios' own
// faults are not among them. It knows so that a deed of one side alone can be taken back on both.
import type { Side } from '../partners';

/** One deed. */
export interface PairDeed {
  readonly atMs: number;
  readonly sides: readonly Side[];
}

/** The deeds of a pair. */
export class PairDeeds {
  private readonly byBranch = new Map<number, readonly PairDeed[]>();

  /** The last deed on a branch up to a time; undefined if there is none. */
  last(branch: number, atMs: number): PairDeed | undefined {
    return this.upTo(branch, atMs).at(-1);
  }

  note(branch: number, deed: PairDeed): void {
    this.keep(branch, [...this.on(branch), deed]);
  }

  /** A new branch has what was done before the fork, and with `keepLater` what was done after. */
  forked(
    from: number,
    to: number,
    { atMs, keepLater }: { readonly atMs: number; readonly keepLater: boolean },
  ): void {
    this.keep(to, keepLater ? this.on(from) : this.upTo(from, atMs));
  }

  /** A new branch has what was done before a deed that was taken back. */
  undone(from: number, to: number, deed: PairDeed): void {
    this.keep(
      to,
      this.upTo(from, deed.atMs).filter((one) => one !== deed),
    );
  }

  clear(): void {
    this.byBranch.clear();
  }

  private on(branch: number): readonly PairDeed[] {
    return this.byBranch.get(branch) ?? [];
  }

  private upTo(branch: number, atMs: number): readonly PairDeed[] {
    return this.on(branch).filter((deed) => deed.atMs <= atMs);
  }

  private keep(branch: number, deeds: readonly PairDeed[]): void {
    this.byBranch.set(
      branch,
      [...deeds].sort((one, other) => one.atMs - other.atMs),
    );
  }
}
