/** Payment takes the money for every order placed. Which instance does it makes no difference. */
import type { Context, Event } from 'past-tense';

interface OrderPlaced {
  readonly number: number;
  readonly totalCents: number;
}

export default async (event: Event<OrderPlaced>, ctx: Context) => {
  ctx.log(`${event.correlationId} is paid`);
  // The record is committed when this function returns: after the work, not before it.
};
