/** Owns where a sheet can stand, and at which stop it comes to rest when it is let go. */

/** From the lowest to the highest. */
export const SHEET_STOPS = ['peek', 'half', 'full'] as const;
export type SheetStop = (typeof SHEET_STOPS)[number];

/** Height that still shows where one is, in px. */
const PEEK_PX = 88;
/** What the stage and the timeline keep while the sheet is half open, in px. */
const ABOVE_HALF_PX = 428;
const HALF_PX_MIN = 240;
const ABOVE_FULL_PX = 8;

/** Faster than this, in px a millisecond, a throw decides; slower, the nearest stop does. */
const THROW_PX_PER_MS = 0.5;

/** Height of a stop within a workbench `heightPx` high. */
export function stopHeight(stop: SheetStop, heightPx: number): number {
  if (stop === 'peek') return PEEK_PX;
  if (stop === 'full') return Math.max(HALF_PX_MIN, heightPx - ABOVE_FULL_PX);
  return Math.max(HALF_PX_MIN, heightPx - ABOVE_HALF_PX);
}

/**
 * Where a sheet goes that was let go at `sheetPx` of `heightPx`, moving `upPxPerMs` (less than 0:
 * downwards). A throw goes to the next stop in its direction.
 */
export function settle(sheetPx: number, heightPx: number, upPxPerMs: number): SheetStop {
  const away = (stop: SheetStop) => stopHeight(stop, heightPx) - sheetPx;
  if (upPxPerMs > THROW_PX_PER_MS) return SHEET_STOPS.find((stop) => away(stop) > 0) ?? 'full';
  if (upPxPerMs < -THROW_PX_PER_MS) {
    return SHEET_STOPS.filter((stop) => away(stop) < 0).at(-1) ?? 'peek';
  }
  const [nearest] = [...SHEET_STOPS].sort(
    (one, other) => Math.abs(away(one)) - Math.abs(away(other)),
  );
  return nearest ?? 'half';
}

/** The stop `by` places higher (or lower), within bounds. */
export function stopBeside(stop: SheetStop, by: 1 | -1): SheetStop {
  return SHEET_STOPS[SHEET_STOPS.indexOf(stop) + by] ?? stop;
}
