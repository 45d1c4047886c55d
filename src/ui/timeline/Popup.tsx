/**
 * A small panel that a button opens above or below itself. It uses the browser's own popover: it
 * closes on Esc and on a press outside, gives the focus back, and stays on the paper (live or past)
 * of the place it stands in.
 */
import {
  type ComponentType,
  type ReactNode,
  type ToggleEvent,
  useId,
  useRef,
  useState,
} from 'react';
import styles from './popup.module.css';

interface PopupProps {
  /** What the opening button shows. */
  readonly button: ReactNode;
  readonly buttonClass: string;
  /** Name of the button where its content is no text, and of the panel. */
  readonly label: string;
  readonly buttonLabel?: string;
  /** The panel's content, rendered while it is open. */
  readonly content: ComponentType<{ readonly close: () => void }>;
}

const GAP_PIXELS = 8;

function place(panel: HTMLElement, button: HTMLElement): void {
  const from = button.getBoundingClientRect();
  const size = panel.getBoundingClientRect();
  const leftMax = window.innerWidth - size.width - GAP_PIXELS;
  const left = Math.min(leftMax, from.left + from.width / 2 - size.width / 2);
  const above = from.top - size.height - GAP_PIXELS;
  const topMax = window.innerHeight - size.height - GAP_PIXELS;
  const top = above >= GAP_PIXELS ? above : Math.min(topMax, from.bottom + GAP_PIXELS);
  panel.style.left = `${Math.max(GAP_PIXELS, left)}px`;
  panel.style.top = `${Math.max(GAP_PIXELS, top)}px`;
}

export function Popup({ button, buttonClass, label, buttonLabel, content: Content }: PopupProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const close = (): void => panel.current?.hidePopover();

  const onToggle = (event: ToggleEvent<HTMLDivElement>): void => {
    const opened = event.newState === 'open';
    if (!opened) return setOpen(false);
    if (panel.current === null || opener.current === null) return;
    place(panel.current, opener.current);
    panel.current.querySelector<HTMLElement>('[data-autofocus], button, select, input')?.focus();
  };
  return (
    <>
      <button
        ref={opener}
        type="button"
        className={buttonClass}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={buttonLabel}
      >
        {button}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={styles.panel}
        onBeforeToggle={(event) => setOpen(event.newState === 'open')}
        onToggle={onToggle}
      >
        {open && <Content close={close} />}
      </div>
    </>
  );
}
