/** Orders says what becomes of an order, one event after the other. */
import type { Context, Event } from 'past-tense';

interface PlaceOrder {
  readonly shop: string;
}

export default async (event: Event<PlaceOrder>, ctx: Context) => {
  const order = event.correlationId;
  const { shop } = event.data;
  await ctx.publish('OrderPlaced', { order, shop, step: 'placed' });
  await ctx.publish('OrderPaid', { order, shop, step: 'paid' });
  await ctx.publish('OrderPacked', { order, shop, step: 'packed' });
  return { order };
};
