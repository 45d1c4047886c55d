/**
 * Which view of the timeline is open. It is kept apart from the run: it belongs to the page, and
 * the keys 1 and 2 change it from anywhere.
 */
import { createStore } from 'zustand/vanilla';

export type TimelineViewName = 'lanes' | 'log';

export const timelineViews = createStore<{ readonly view: TimelineViewName }>(() => ({
  view: 'lanes',
}));

/** Opens a view of the timeline. */
export function showTimelineView(view: TimelineViewName): void {
  timelineViews.setState({ view });
}
