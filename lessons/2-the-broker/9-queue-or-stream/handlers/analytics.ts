/** Analytics counts orders. Nobody thought of it when the shop opened. */
import type { Context, Event } from 'past-tense';

interface OrderPlaced {
  readonly customer: string;
}

export default async (event: Event<OrderPlaced>, ctx: Context) => {
  ctx.log(`${event.correlationId} counted for ${event.data.customer}`);
};
