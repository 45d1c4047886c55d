/**
 * How virtual time is written: on the clock, on the ruler, as an age. It owns the format alone;
 * what is measured belongs to whoever shows it.
 */
import { text } from './messages.en';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** A moment in two parts, so that the fraction can be set smaller: "00:06" and ".480". */
export interface ClockText {
  readonly main: string;
  readonly fraction: string;
}

/** A moment of virtual time; hours are written once they are reached ("1:02:03"). */
export function formatClock(atMs: number): ClockText {
  const ms = Math.max(0, Math.floor(atMs));
  const hours = Math.floor(ms / HOUR_MS);
  const minutes = twoDigits(Math.floor((ms % HOUR_MS) / MINUTE_MS));
  const seconds = twoDigits(Math.floor((ms % MINUTE_MS) / SECOND_MS));
  return {
    main: `${hours > 0 ? `${hours}:` : ''}${minutes}:${seconds}`,
    fraction: `.${String(ms % SECOND_MS).padStart(3, '0')}`,
  };
}

/** A moment in one piece: "00:06.480". */
export function formatTime(atMs: number): string {
  const { main, fraction } = formatClock(atMs);
  return main + fraction;
}

/** A moment on the ruler, as exact as the ruler's step asks: "00:06" or "00:06.25". */
export function formatRuler(atMs: number, stepMs: number): string {
  const { main, fraction } = formatClock(atMs);
  if (stepMs >= SECOND_MS) return main;
  return main + fraction.slice(0, stepMs >= 100 ? 2 : stepMs >= 10 ? 3 : 4);
}

/** How long something took or stood: "1.48 s", "42.0 s", "3 min 05 s". */
export function formatSpan(spanMs: number): string {
  const ms = Math.max(0, spanMs);
  if (ms < 10 * SECOND_MS) return text.seconds((ms / SECOND_MS).toFixed(2));
  if (ms < MINUTE_MS) return text.seconds((ms / SECOND_MS).toFixed(1));
  const minutes = Math.floor(ms / MINUTE_MS);
  return text.minutes(minutes, twoDigits(Math.floor((ms % MINUTE_MS) / SECOND_MS)));
}

/** An age, short enough for a column: "1.69 s", "42.0 s", "17 min". */
export function formatAge(ageMs: number): string {
  if (ageMs < MINUTE_MS) return formatSpan(ageMs);
  return text.wholeMinutes(formatCount(Math.floor(ageMs / MINUTE_MS)));
}

const thousands = /\B(?=(\d{3})+(?!\d))/g;

/** A count with its thousands apart: "12,480". */
export function formatCount(count: number): string {
  return String(count).replace(thousands, ',');
}
