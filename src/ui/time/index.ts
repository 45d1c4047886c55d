/** How virtual time and counts are written, everywhere on the page. */
export { formatAge, formatClock, formatCount, formatRuler, formatSpan, formatTime } from './clock';
