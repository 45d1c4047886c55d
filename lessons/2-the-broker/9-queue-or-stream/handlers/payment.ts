/** Payment charges the customer of every order that it is handed. */
import type { Context, Event } from 'past-tense';

interface OrderPlaced {
  readonly customer: string;
  readonly totalCents: number;
}

export default async (event: Event<OrderPlaced>, ctx: Context) => {
  const { customer, totalCents } = event.data;
  ctx.log(`${event.correlationId}: ${customer} pays ${totalCents} cents`);
  // Acknowledged, or counted towards the next commit, when this function returns.
};
