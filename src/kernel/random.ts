/**
 * Seeded randomness without a generator to carry about: a draw is a pure hash of the seed, a
 * stream and an ordinal. Whoever draws keeps the ordinal; evolve counts it, so that a fork
 * changes only what it touches.
 */
import { log } from './math';

/** Mixes 32 bits so that each input bit changes about half of the output bits. */
function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}

/** The id of a stream of draws: one per workload, link, instance … `seed` as a 32-bit integer. */
export function streamOf(seed: number, name: string): number {
  let hash = mix(seed ^ 0x9e3779b9);
  for (let index = 0; index < name.length; index++) {
    hash = mix(hash ^ Math.imul(name.charCodeAt(index) + 1, 0x85ebca6b));
  }
  return hash;
}

/** Draw number `ordinal` (from 0) of a stream, as an unsigned 32-bit integer. */
export function drawBits(stream: number, ordinal: number): number {
  return mix(mix(stream + Math.imul(ordinal, 0x9e3779b9)) ^ stream) >>> 0;
}

/** A draw in (0, 1): never 0, so that its logarithm is finite. */
export function drawUnit(stream: number, ordinal: number): number {
  return (drawBits(stream, ordinal) + 0.5) * 2.3283064365386963e-10;
}

/** A whole number from `min` to `max`, both included; at most 2^31 of them. */
export function drawInteger(stream: number, ordinal: number, min: number, max: number): number {
  return max <= min ? min : min + ((drawUnit(stream, ordinal) * (max - min + 1)) | 0);
}

/** Pieces into which [1, 2) is cut, and the inverse and the logarithm of the middle of each. */
const PIECES = 256;
const INVERSES = Float64Array.from({ length: PIECES }, (_, at) => PIECES / (PIECES + at + 0.5));
const LOGARITHMS = INVERSES.map((inverse) => -log(inverse));
const LN_2 = log(2);

/**
 * A time until the next arrival in a Poisson process, in the unit of `mean`: -mean · ln(u) for a
 * draw u in (0, 1). The logarithm is good to 10^-14 and cheaper than `log`.
 */
export function drawExponential(stream: number, ordinal: number, mean: number): number {
  const bits = drawBits(stream, ordinal) | 1;
  const zeros = Math.clz32(bits);
  const shifted = bits << zeros;
  // u = m / 2^(zeros + 1), with m in [1, 2): its logarithm is that of its piece's middle and more.
  const piece = (shifted >>> 23) & (PIECES - 1);
  const m = (shifted >>> 0) * 4.656612873077393e-10;
  const r = m * INVERSES[piece] - 1;
  const square = r * r;
  const rest = r + square * (r * (1 / 3) - 0.5 - square * 0.25);
  return mean * ((zeros + 1) * LN_2 - LOGARITHMS[piece] - rest);
}
