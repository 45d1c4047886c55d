/**
 * The colours that the track's canvas needs, read from the tokens where the canvas stands, so that
 * theme and past reach it as they reach everything else.
 */
import type { FormName } from '../../projection';

/** How ticks of one form are painted. */
export interface FormColours {
  readonly fill: string;
  /** Null in the dark, where shapes lose their outline. */
  readonly stroke: string | null;
  readonly ink: string;
  readonly wash: string;
}

export interface Palette {
  readonly forms: { readonly [form in FormName]: FormColours };
  readonly rulerMajor: string;
  readonly rulerMinor: string;
  readonly dataFont: string;
}

/** Reads the tokens as they hold at `element`. Costs a style read: on change, not per frame. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const dark = style.colorScheme.includes('dark');
  const form = (name: string): FormColours => ({
    fill: token(name),
    stroke: dark ? null : token(`${name}-ink`),
    ink: token(`${name}-ink`),
    wash: token(`${name}-wash`),
  });
  return {
    forms: {
      event: form('event'),
      command: form('command'),
      query: form('query'),
      reply: { ...form('query'), fill: token('surface'), stroke: token('query-ink') },
    },
    rulerMajor: token('line-3'),
    rulerMinor: token('line-2'),
    dataFont: `500 11px ${token('font-data')}`,
  };
}
