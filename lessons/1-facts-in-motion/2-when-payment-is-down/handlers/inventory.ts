/** Inventory sets the goods of every order aside, paid or not. */
import type { Context, Event } from 'past-tense';

interface OrderPlaced {
  readonly order: string;
}

export default async (event: Event<OrderPlaced>, ctx: Context) => {
  await ctx.publish('StockReserved', { order: event.data.order });
};
