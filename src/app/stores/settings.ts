/**
 * Owns theme and motion as they are set: shown on the page, mirrored for `public/appearance.js`,
 * and kept by storage once it is open. It does not own how either looks.
 */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import {
  MOTION_CHOICES,
  THEME_CHOICES,
  type MotionChoice,
  type Settings,
  type ThemeChoice,
} from '../../ui/shell';

interface Chosen {
  readonly theme: ThemeChoice;
  readonly motion: MotionChoice;
}

/** What storage must offer to keep settings; `watch` also tells what other tabs set. */
export interface SettingsStorage {
  get(): Promise<Chosen>;
  put(chosen: Partial<Chosen>): Promise<unknown>;
  watch(listener: (chosen: Chosen) => void): () => void;
}

/** Read by `public/appearance.js` before the first paint. */
const mirrorKey = 'past-tense.appearance';
const darkQuery = '(prefers-color-scheme: dark)';
const paper = { light: '#faf6ee', dark: '#12161e' };

const store = createStore<Settings>((set) => ({
  ...readMirror(),
  setTheme: (theme) => set({ theme }),
  setMotion: (motion) => set({ motion }),
}));

/** The settings, for the shell. */
export function useSettings(): Settings {
  return useStore(store);
}

/** Shows the settings on the page from now on, and follows the system where they say so. */
export function applySettings(): void {
  const show = () => showOnPage(store.getState());
  store.subscribe((settings) => {
    writeMirror(settings);
    showOnPage(settings);
  });
  matchMedia(darkQuery).addEventListener('change', show);
  show();
}

/** Lets storage keep the settings. @returns how to stop it */
export function keepSettings(storage: SettingsStorage): () => void {
  const take = ({ theme, motion }: Chosen) => store.setState({ theme, motion });
  // The mirror is never older than what storage has; it may be gone, though.
  if (!hasMirror()) storage.get().then(take, () => undefined);
  const unwatch = storage.watch(take);
  const unsubscribe = store.subscribe((now, before) => {
    if (now.theme === before.theme && now.motion === before.motion) return;
    // What cannot be written waits in memory, and the strip says so.
    storage.put({ theme: now.theme, motion: now.motion }).catch(() => undefined);
  });
  return () => {
    unwatch();
    unsubscribe();
  };
}

function showOnPage({ theme, motion }: Chosen): void {
  const { dataset } = document.documentElement;
  const isDark = theme === 'dark' || (theme === 'system' && matchMedia(darkQuery).matches);
  dataset.theme = isDark ? 'dark' : 'light';
  if (motion === 'reduced') dataset.motion = 'reduced';
  else delete dataset.motion;
  for (const meta of document.querySelectorAll('meta[name=theme-color]')) {
    meta.setAttribute('content', isDark ? paper.dark : paper.light);
  }
}

function hasMirror(): boolean {
  try {
    return localStorage.getItem(mirrorKey) !== null;
  } catch {
    return false;
  }
}

function readMirror(): Chosen {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(mirrorKey) ?? '{}');
    const { theme, motion } = { theme: undefined, motion: undefined, ...Object(kept) };
    return {
      theme: THEME_CHOICES.find((choice) => choice === theme) ?? 'system',
      motion: MOTION_CHOICES.find((choice) => choice === motion) ?? 'system',
    };
  } catch {
    return { theme: 'system', motion: 'system' };
  }
}

function writeMirror({ theme, motion }: Chosen): void {
  try {
    localStorage.setItem(mirrorKey, JSON.stringify({ theme, motion }));
  } catch {
    // Refused: the choice holds until the page is left.
  }
}
