/** Virtual time as a place: timeline, transport, strip of the past, and the workbench's keys. */
export { formatTime } from '../time';
export { PastStrip } from './PastStrip';
export { useRunKeys } from './runKeys';
export { Timeline } from './Timeline';
export { showTimelineView } from './timelineViews';
