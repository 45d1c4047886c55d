/**
 * Owns the popover behind the appearance button (and behind the menu on a phone): theme and
 * motion. It is loaded when it is first opened; keeping the choice is the application's.
 */
import type { RefObject } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import { Link } from 'wouter';
import { Segmented } from '../tokens';
import styles from './appearance.module.css';
import { shellMessages as messages } from './messages.en';
import { MOTION_CHOICES, THEME_CHOICES, type Settings } from './settings';

interface AppearanceProps {
  readonly trigger: RefObject<HTMLElement | null>;
  readonly settings: Settings;
  /** On a phone: what else the menu opens. */
  readonly doors?: readonly { readonly label: string; readonly run: () => void }[];
  readonly onClose: () => void;
}

export default function Appearance({ trigger, settings, doors, onClose }: AppearanceProps) {
  const title = doors === undefined ? messages.appearance : messages.menu;
  return (
    <Popover
      className={styles.popover}
      triggerRef={trigger}
      placement="bottom end"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Dialog className={styles.dialog} aria-label={title}>
        {doors !== undefined && (
          <ul className={styles.doors}>
            <li>
              <Link href="/" onClick={onClose}>
                {messages.toCourse}
              </Link>
            </li>
            {doors.map(({ label, run }) => (
              <li key={label}>
                <button
                  type="button"
                  onClick={() => {
                    onClose();
                    run();
                  }}
                >
                  {label}
                </button>
              </li>
            ))}
          </ul>
        )}
        <h2>{messages.theme}</h2>
        <Segmented
          label={messages.theme}
          options={THEME_CHOICES.map((value) => ({ value, label: messages.themes[value] }))}
          value={settings.theme}
          onChange={settings.setTheme}
        />
        <h2>{messages.motion}</h2>
        <Segmented
          label={messages.motion}
          options={MOTION_CHOICES.map((value) => ({ value, label: messages.motions[value] }))}
          value={settings.motion}
          onChange={settings.setMotion}
        />
        <p>{messages.reducedMotion}</p>
      </Dialog>
    </Popover>
  );
}
