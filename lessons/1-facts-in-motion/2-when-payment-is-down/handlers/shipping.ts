/** Shipping books a parcel for every order that has been paid. */
import type { Context, Event } from 'past-tense';

interface PaymentCaptured {
  readonly order: string;
}

export default async (event: Event<PaymentCaptured>, ctx: Context) => {
  await ctx.publish('ShipmentBooked', { order: event.data.order });
};
