/**
 * Owns the bar at the top: where one is, how to get away, and the three doors that every page has
 * (find, appearance, keys). What opens behind them is loaded when it is asked for.
 */
import { useRef, useState, lazy, Suspense, type ReactNode } from 'react';
import { Link } from 'wouter';
import { BrandMark, Icon, IconButton, Tooltip } from '../tokens';
import { shellMessages as messages } from './messages.en';
import type { Settings } from './settings';
import styles from './topBar.module.css';

const Appearance = lazy(() => import('./Appearance'));

/** Where the page stands in the site. */
export type Place =
  | { readonly kind: 'course' }
  | {
      readonly kind: 'lesson';
      readonly part: string;
      readonly number: number;
      readonly count: number;
      readonly title: string;
    }
  | { readonly kind: 'fidelity' }
  | { readonly kind: 'elsewhere' };

interface TopBarProps {
  readonly place: Place;
  readonly settings: Settings;
  readonly onFind: () => void;
  readonly onKeys: () => void;
}

/** The bar; on a phone a lesson's bar has its title, and the doors in a menu. */
export function TopBar(props: TopBarProps) {
  const { place } = props;
  if (place.kind !== 'lesson') return <WideBar {...props}>{<Nav place={place} />}</WideBar>;
  return (
    <>
      <div className={styles.notOnPhone}>
        <WideBar {...props}>
          <Breadcrumb {...place} />
        </WideBar>
      </div>
      <PhoneLessonBar {...props} lesson={place} />
    </>
  );
}

function WideBar(props: TopBarProps & { readonly children: ReactNode }) {
  return (
    <header className={styles.bar}>
      <Link href="/" className={styles.brand} aria-label={messages.brandHome}>
        <BrandMark />
        <span>{messages.brand}</span>
      </Link>
      <span className={styles.separator} />
      {props.children}
      <span className={styles.grow} />
      <Doors {...props} />
    </header>
  );
}

function Nav({ place }: { readonly place: Place }) {
  return (
    <nav className={styles.nav} aria-label={messages.navigation}>
      {place.kind === 'course' ? (
        <b aria-current="page">{messages.course}</b>
      ) : (
        <Link href="/">{messages.course}</Link>
      )}
      <NotBuilt name={messages.sandbox} />
      <NotBuilt name={messages.chaos} />
      {place.kind === 'fidelity' ? (
        <b aria-current="page">{messages.fidelity}</b>
      ) : (
        <Link href="/fidelity">{messages.fidelity}</Link>
      )}
    </nav>
  );
}

function NotBuilt({ name }: { readonly name: string }) {
  return (
    <Tooltip text={messages.notBuilt}>
      <span role="link" aria-disabled="true" tabIndex={0} className={styles.notBuilt}>
        {name}
        <span className="vh">, {messages.notBuilt}</span>
      </span>
    </Tooltip>
  );
}

function Breadcrumb({ part, number, title }: Extract<Place, { kind: 'lesson' }>) {
  return (
    <nav className={styles.crumb} aria-label={messages.breadcrumb}>
      <Link href="/">{messages.course}</Link>
      <Icon name="chevronRight" size={12} />
      <span className={styles.part}>{part}</span>
      <Icon name="chevronRight" size={12} />
      <b aria-current="page">{messages.lessonEntry(number, title)}</b>
    </nav>
  );
}

function Doors({ settings, onFind, onKeys }: Omit<TopBarProps, 'place'>) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <div className={styles.doors}>
      <IconButton icon="search" label={messages.find} shortcut="Ctrl K" onClick={onFind} />
      <IconButton
        ref={button}
        icon="theme"
        label={messages.appearance}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      />
      <IconButton icon="help" label={messages.keys} shortcut="?" onClick={onKeys} />
      <Suspense>
        {isOpen && (
          <Appearance trigger={button} settings={settings} onClose={() => setOpen(false)} />
        )}
      </Suspense>
    </div>
  );
}

interface PhoneLessonBarProps extends Omit<TopBarProps, 'place'> {
  readonly lesson: Extract<Place, { kind: 'lesson' }>;
}

function PhoneLessonBar({ lesson, settings, onFind, onKeys }: PhoneLessonBarProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const doors = [
    { label: messages.find, run: onFind },
    { label: messages.keys, run: onKeys },
  ];
  return (
    <header className={styles.phoneBar}>
      <Link href="/" className={styles.hit} aria-label={messages.course}>
        <Icon name="chevronLeft" size={20} />
      </Link>
      <h1 className={styles.phoneTitle}>{lesson.title}</h1>
      <span className={`num ${styles.count}`}>
        {messages.lessonOf(lesson.number, lesson.count)}
      </span>
      <button
        ref={button}
        type="button"
        className={styles.hit}
        aria-label={messages.menu}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="menu" size={20} />
      </button>
      <Suspense>
        {isOpen && (
          <Appearance
            trigger={button}
            settings={settings}
            doors={doors}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </header>
  );
}
