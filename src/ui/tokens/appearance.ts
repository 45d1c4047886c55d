/**
 * Owns reading how the page looks now: theme and motion, after the learner's choice and the
 * system's. Choosing is the shell's; canvases use this to repaint.
 */
import { useSyncExternalStore } from 'react';

export interface Appearance {
  readonly theme: 'light' | 'dark';
  /** Flights, trails and tilts are left out. */
  readonly reducedMotion: boolean;
}

const reducedQuery = '(prefers-reduced-motion: reduce)';

/** What holds now. */
function readAppearance(): Appearance {
  const { theme, motion } = document.documentElement.dataset;
  return {
    theme: theme === 'dark' ? 'dark' : 'light',
    reducedMotion: motion === 'reduced' || matchMedia(reducedQuery).matches,
  };
}

/** Calls `onChange` whenever theme or motion changes. @returns how to stop it */
export function watchAppearance(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-motion'] });
  const media = matchMedia(reducedQuery);
  media.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', onChange);
  };
}

/** Theme of the page, for what cannot be said in CSS. */
export function useTheme(): Appearance['theme'] {
  return useSyncExternalStore(watchAppearance, () => readAppearance().theme);
}

/** True if nothing is to fly, tilt or fade over a distance. */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(watchAppearance, () => readAppearance().reducedMotion);
}
