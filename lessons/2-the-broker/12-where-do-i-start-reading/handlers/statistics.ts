/** Statistics counts orders: each order of the stream is worth one. */
import type { Context, Event } from 'past-tense';

export default async (event: Event, ctx: Context) => {
  ctx.log(`${event.correlationId} counted`);
};
