/** Packs an order. Packers and Trainee do the same, each in its own time. */
import type { Context, Event } from 'past-tense';

interface OrderPlaced {
  readonly item: string;
}

export default async (event: Event<OrderPlaced>, ctx: Context) => {
  ctx.log(`${event.correlationId}: ${event.data.item} is packed`);
  // The message is acknowledged when this function returns.
};
