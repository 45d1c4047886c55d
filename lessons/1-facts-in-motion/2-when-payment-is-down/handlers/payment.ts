/** Payment charges the card of every order placed, at a bank outside. */
import type { Context, Event } from 'past-tense';

interface OrderPlaced {
  readonly order: string;
  readonly customer: string;
  readonly totalCents: number;
}

interface CardCharged {
  readonly confirmation: string;
}

export default async (event: Event<OrderPlaced>, ctx: Context) => {
  const { order, customer, totalCents } = event.data;
  const charge = await ctx.call<CardCharged>('bank', 'ChargeCard', { order, customer, totalCents });
  await ctx.publish('PaymentCaptured', { order, totalCents, confirmation: charge.confirmation });
  // The message is acknowledged when this function returns: after the charge, not before it.
};
