/** Notification tells the customer whatever happens to an order. */
import type { Context, Event } from 'past-tense';

interface AboutAnOrder {
  readonly order: string;
}

export default async (event: Event<AboutAnOrder>, ctx: Context) => {
  ctx.log(`${event.data.order}: ${event.type}`);
};
