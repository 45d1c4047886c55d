/**
 * Owns the way back of dead letters by hand: from a queue's own tray into that queue, and from a
 * queue that others send their dead letters to, to where each died last. History goes with them.
 */
import { Column } from '../../kernel';
import { FactKind } from '../facts';
import { isNamed, readMessageId } from '../messages';
import type { Sim } from '../part';
import { lastDeath } from './history';
import { enqueue, isFull } from './intake';
import { visitReady } from './ready';
import { serve } from './serve';
import { queueOf } from './state';

/** A dead letter that can go back. */
interface Returning {
  readonly message: number;
  /** Seq of its latest MessageDeadLettered fact. */
  readonly died: number;
  readonly isInTray: boolean;
}

/**
 * Sends all dead letters of a queue back, or the one of a message; returns a refusal's code, or
 * nothing. Where a queue refuses, its letters stay where they are.
 */
export function redrive(sim: Sim, index: number, id: string | undefined): string | undefined {
  const name = id === undefined ? undefined : readMessageId(sim.plan, id);
  const isMeant = (message: number): boolean =>
    id === undefined || (name !== undefined && isNamed(sim.journal, message, name));
  const meant = returningFrom(sim, index).filter(({ message }) => isMeant(message));
  if (meant.length === 0) return id === undefined ? 'noDeadLetters' : 'messageNotInQueue';
  const served = new Map<number, number>();
  for (const { message, died, isInTray } of id === undefined ? meant : meant.slice(0, 1)) {
    const to = sim.journal.read(died, Column.a);
    if (isFull(queueOf(sim.world, to))) continue;
    const tray = isInTray ? 1 : 0;
    const redriven = sim.state(FactKind.MessageRedriven, -1, index, message, died, tray, to);
    served.set(index, redriven);
    served.set(to, enqueue(sim, redriven, to, message, -1));
  }
  if (served.size === 0) return 'queueFull';
  for (const [queue, cause] of served) serve(sim, queue, cause);
  return undefined;
}

/** The tray if there is something in it, else the ready messages that died elsewhere before. */
function returningFrom({ world, journal }: Sim, index: number): Returning[] {
  const { dead, ready } = queueOf(world, index);
  if (dead.length > 0) {
    return dead.map(({ entry, diedSeq }) => {
      return { message: entry.message, died: diedSeq, isInTray: true };
    });
  }
  const returning: Returning[] = [];
  visitReady(ready, Infinity, ({ message, place }) => {
    const died = lastDeath(journal, place);
    const isFromElsewhere = died >= 0 && journal.read(died, Column.a) !== index;
    if (isFromElsewhere) returning.push({ message, died, isInTray: false });
  });
  return returning;
}
