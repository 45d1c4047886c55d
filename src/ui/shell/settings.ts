/** Owns the shape of what a person sets for the whole site; keeping it is the application's. */
export const THEME_CHOICES = ['light', 'dark', 'system'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

export const MOTION_CHOICES = ['system', 'reduced'] as const;
export type MotionChoice = (typeof MOTION_CHOICES)[number];

/** What is set, and how to set it. */
export interface Settings {
  readonly theme: ThemeChoice;
  readonly motion: MotionChoice;
  readonly setTheme: (theme: ThemeChoice) => void;
  readonly setMotion: (motion: MotionChoice) => void;
}
