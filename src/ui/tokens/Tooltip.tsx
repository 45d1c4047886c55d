/**
 * Owns the words that appear beside a control on hover and focus. They add, they never carry the
 * control's only name on touch: the control has an `aria-label` or words of its own.
 */
import type { ReactElement } from 'react';
import { Focusable, Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import styles from './tooltip.module.css';

interface TooltipProps {
  readonly text: string;
  /** The key that does the same. */
  readonly shortcut?: string;
  readonly placement?: 'top' | 'bottom' | 'left' | 'right';
  /** One element that can take the focus, such as a `<button>` or a link. */
  readonly children: ReactElement<object, string>;
}

/** Shows `text` after 600 ms of hovering, or at once on keyboard focus; Esc closes it. */
export function Tooltip({ text, shortcut, placement = 'bottom', children }: TooltipProps) {
  return (
    <TooltipTrigger delay={600} closeDelay={80}>
      <Focusable>{children}</Focusable>
      <AriaTooltip className={styles.tooltip} placement={placement} offset={6}>
        {text}
        {shortcut !== undefined && <kbd>{shortcut}</kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
