/** Tracking shows customers how far their order has come: whatever it heard last. */
import type { Context, Event } from 'past-tense';

interface OrderEvent {
  readonly order: string;
  readonly step: string;
}

export default async (event: Event<OrderEvent>, ctx: Context) => {
  const { order, step } = event.data;
  ctx.log(`${order} is ${step}`);
};
