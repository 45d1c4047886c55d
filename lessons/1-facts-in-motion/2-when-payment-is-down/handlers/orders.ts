/** Orders takes an order and states that it did. Whom that concerns is not its business. */
import type { Context, Event } from 'past-tense';

interface PlaceOrder {
  readonly customer: string;
  readonly totalCents: number;
}

export default async (event: Event<PlaceOrder>, ctx: Context) => {
  const { customer, totalCents } = event.data;
  await ctx.publish('OrderPlaced', { order: event.correlationId, customer, totalCents });
  return { order: event.correlationId };
};
