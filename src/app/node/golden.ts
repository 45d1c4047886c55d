/** A fact as one readable line, for golden journals and the terminal. */
import type { Fact } from '../../world';

/** Fields that every fact has; they stand in front. */
const HEAD = new Set(['seq', 'atMs', 'causeSeq', 'kind', 'byHand']);

/** Such as `00:06.480    219 < 217  MessageAcked  queue=payment.inbox message=orders/54 …`. */
export function goldenLine(fact: Fact): string {
  const minutes = String(Math.floor(fact.atMs / 60_000)).padStart(2, '0');
  const seconds = String(Math.floor(fact.atMs / 1000) % 60).padStart(2, '0');
  const ms = String(fact.atMs % 1000).padStart(3, '0');
  const fields = Object.entries(fact)
    .filter(([name]) => !HEAD.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const cause = fact.causeSeq < 0 ? '' : `< ${fact.causeSeq}`;
  const hand = fact.byHand === true ? ' (by hand)' : '';
  const seq = String(fact.seq).padStart(6);
  return [
    `${minutes}:${seconds}.${ms} ${seq} ${cause.padEnd(8)} ${fact.kind}${hand}`,
    ...fields,
  ].join('  ');
}
