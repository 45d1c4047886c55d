/** Catalogue shows each product at its price: the last one that it read. */
import type { Context, Event } from 'past-tense';

interface PriceSet {
  readonly cents: number;
}

export default async (event: Event<PriceSet | null>, ctx: Context) => {
  if (event.data === null) ctx.log(`${event.key} is withdrawn`);
  else ctx.log(`${event.key} costs ${event.data.cents} cents`);
};
