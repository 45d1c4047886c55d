/**
 * Owns the history of a dead letter (Q10, RabbitMQ's x-death header). It is not kept anywhere: a
 * death names the copy that died, and what brought that copy there names the death before.
 */
import { Column, type Journal } from '../../kernel';
import { DEATH_REASONS, type DeathReason, FactKind } from '../facts';

/** An entry of a message's x-death header. */
export interface Death {
  /** Index of the queue in which it died. */
  readonly queue: number;
  readonly reason: DeathReason;
  readonly count: number;
}

const REJECTED = DEATH_REASONS.indexOf('rejected');
const BY_HAND = DEATH_REASONS.indexOf('hand');

/** Q10: back to a queue where it died, and nobody has rejected it since. */
export function isCycle(journal: Journal, died: number, queue: number): boolean {
  for (let death = died; death >= 0; death = deathBefore(journal, death)) {
    const reason = journal.read(death, Column.e);
    if (reason === REJECTED || reason === BY_HAND) return false;
    if (journal.read(death, Column.a) === queue) return true;
  }
  return false;
}

/** Seq of the death that brought a copy to its place, or -1. */
export function lastDeath(journal: Journal, place: number): number {
  const cause = journal.read(place, Column.cause);
  if (cause < 0) return -1;
  const kind = journal.kind(cause);
  if (kind === FactKind.MessageDeadLettered) return cause;
  return kind === FactKind.MessageRedriven ? journal.read(cause, Column.c) : -1;
}

export function deathBefore(journal: Journal, died: number): number {
  return lastDeath(journal, journal.read(died, Column.f));
}

/** Q10: x-death, one entry for each queue and reason, newest first; `died`: the latest or -1. */
export function deathsUpTo(journal: Journal, died: number): Death[] {
  const counted = new Map<string, { queue: number; reason: DeathReason; count: number }>();
  for (let death = died; death >= 0; death = deathBefore(journal, death)) {
    const [queue, code] = [journal.read(death, Column.a), journal.read(death, Column.e)];
    const key = `${queue} ${code}`;
    const entry = counted.get(key);
    if (entry === undefined) counted.set(key, { queue, reason: DEATH_REASONS[code], count: 1 });
    else entry.count++;
  }
  return [...counted.values()];
}

/** Q10: x-first-death: where and why a message died first, whatever happened since. */
export function firstDeath(journal: Journal, died: number): Omit<Death, 'count'> | undefined {
  const deaths: number[] = [];
  for (let death = died; death >= 0; death = deathBefore(journal, death)) deaths[0] = death;
  if (deaths.length === 0) return undefined;
  const [first] = deaths;
  return {
    queue: journal.read(first, Column.a),
    reason: DEATH_REASONS[journal.read(first, Column.e)],
  };
}
