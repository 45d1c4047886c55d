/** Archive copies every order into cold storage, before the stream lets it go. */
import type { Context, Event } from 'past-tense';

interface OrderPlaced {
  readonly customer: string;
}

export default async (event: Event<OrderPlaced>, ctx: Context) => {
  await ctx.call('vault', 'StoreOrder', {
    order: event.correlationId,
    customer: event.data.customer,
  });
};
