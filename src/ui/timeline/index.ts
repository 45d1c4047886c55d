/** Virtual time as a place: timeline, transport, strip of the past, and the workbench's keys. */
export { formatClock, formatCount, formatSpan, formatTime, type ClockText } from './clock';
export { PastStrip } from './PastStrip';
export { useRunKeys } from './runKeys';
export { Timeline } from './Timeline';
