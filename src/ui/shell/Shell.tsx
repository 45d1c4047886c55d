/**
 * Owns the frame around every page: bar, notices, live region, the keys that work everywhere and
 * the dialogs they open. What stands in the frame is the page's.
 */
import {
  lazy,
  Suspense,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react';
import { useLocation } from 'wouter';
import type { CoursePart } from '../../course';
import { Patterns } from '../tokens';
import { LiveRegion } from './announce';
import { useCommands, type NamedCommand } from './commands';
import { shellMessages as messages } from './messages.en';
import { Notices } from './Notices';
import { MOTION_CHOICES, THEME_CHOICES, type Settings } from './settings';
import styles from './shell.module.css';
import { TopBar, type Place } from './TopBar';
import { isTyping } from './typing';

const FindDialog = lazy(() => import('./FindDialog'));
const KeysDialog = lazy(() => import('./KeysDialog'));

interface ShellProps {
  readonly place: Place;
  readonly settings: Settings;
  readonly course: readonly CoursePart[];
  readonly children: ReactNode;
}

type Open = 'find' | 'keys' | null;

/** The frame around a page. */
export function Shell({ place, settings, course, children }: ShellProps) {
  const [open, setOpen] = useState<Open>(null);
  const main = useRef<HTMLElement>(null);
  useFocusOnArrival(place, main);
  useShellKeys(setOpen);
  useShellCommands(settings, setOpen);
  const close = () => setOpen(null);
  return (
    <div className={styles.shell}>
      <Patterns />
      <LiveRegion />
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        {messages.skip}
      </button>
      <TopBar
        place={place}
        settings={settings}
        onFind={() => setOpen('find')}
        onKeys={() => setOpen('keys')}
      />
      <Notices />
      <main ref={main} tabIndex={-1} className={styles.main}>
        {children}
      </main>
      <Suspense>
        {open === 'find' && <FindDialog course={course} onClose={close} />}
        {open === 'keys' && <KeysDialog onClose={close} />}
      </Suspense>
    </div>
  );
}

/** Another page begins at its top, and with the focus there; the first one leaves it alone. */
function useFocusOnArrival(place: Place, main: RefObject<HTMLElement | null>): void {
  const page = place.kind === 'lesson' ? `lesson ${place.number}` : place.kind;
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    main.current?.focus({ preventScroll: true });
    void main.current?.scrollTo({ top: 0 });
  }, [main, page]);
}

/** Ctrl or Cmd with K finds anything, `?` lists the keys. */
function useShellKeys(onOpen: (what: Open) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        onOpen('find');
      } else if (event.key === '?' && !isTyping(event.target)) {
        event.preventDefault();
        onOpen('keys');
      }
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [onOpen]);
}

function useShellCommands(settings: Settings, onOpen: (what: Open) => void): void {
  const [, navigate] = useLocation();
  const { setTheme, setMotion } = settings;
  const commands = useMemo<readonly NamedCommand[]>(
    () => [
      { id: 'course', label: messages.toCourse, run: () => navigate('/') },
      { id: 'fidelity', label: messages.toFidelity, run: () => navigate('/fidelity') },
      { id: 'keys', label: messages.keys, shortcut: '?', run: () => onOpen('keys') },
      ...THEME_CHOICES.map((choice) => ({
        id: `theme-${choice}`,
        label: messages.chooseTheme[choice],
        run: () => setTheme(choice),
      })),
      ...MOTION_CHOICES.map((choice) => ({
        id: `motion-${choice}`,
        label: messages.chooseMotion[choice],
        run: () => setMotion(choice),
      })),
    ],
    [navigate, onOpen, setMotion, setTheme],
  );
  useCommands(commands);
}
