/** Owns how figures are taken, written down and printed; what is measured, others say. */

/** One measured thing, with its peer from the same run where it has one. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is compared with, and by how much it is better. */
  readonly peer?: { readonly name: string; readonly value: number };
  readonly ratio?: number;
  /** What is aimed at, in words. */
  readonly aim: string;
}

/** A benchmark: its name for `--only`, and what takes its figures. */
export interface Bench {
  readonly name: string;
  run(): Figure[] | Promise<Figure[]>;
}

const ROUNDS = 9;

/** The value in the middle, or at another share of the way: 0.95 for the 95th percentile. */
export function quantile(values: readonly number[], share = 0.5): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Milliseconds that something takes. */
export function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * Medians of what each of several works does a second, in millions; `count` is what one call does.
 * They take turns, so that a busy machine slows all of them; one round goes before to warm up.
 */
export function millionsPerSecond(count: number, works: readonly (() => void)[]): number[] {
  const rounds = works.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++) {
    works.forEach((work, index) => {
      const ms = timeOf(work);
      if (round > 0) rounds[index].push(count / ms / 1000);
    });
  }
  return rounds.map((values) => quantile(values));
}

/** A figure beside its peer, more being better. */
export function against(
  figure: Omit<Figure, 'ratio' | 'peer'>,
  peer: { readonly name: string; readonly value: number },
): Figure {
  return { ...figure, peer, ratio: figure.value / peer.value };
}

const shown = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toPrecision(2);

/** One line of a report. */
export function lineOf({ name, value, unit, peer, ratio, aim }: Figure): string {
  const own = `${name.padEnd(46)} ${shown(value).padStart(8)} ${unit.padEnd(14)}`;
  const beside =
    peer === undefined || ratio === undefined
      ? ''
      : `${ratio.toFixed(2)}× ${peer.name} (${shown(peer.value)})`;
  return `${own} ${beside.padEnd(34)} aim: ${aim}`;
}
