/** The frame around every page, and what pages say through it: announcements, notices, commands. */
export { announce } from './announce';
export { useCommands, type NamedCommand } from './commands';
export { shellMessages } from './messages.en';
export { ErrorBoundary } from './ErrorBoundary';
export { useLayout, type LayoutName } from './layout';
export { NotBuiltYet, NotFound } from './Message';
export { hideNotice, showNotice } from './notices';
export {
  MOTION_CHOICES,
  THEME_CHOICES,
  type MotionChoice,
  type Settings,
  type ThemeChoice,
} from './settings';
export { Shell } from './Shell';
export type { Place } from './TopBar';
export { isTyping } from './typing';
