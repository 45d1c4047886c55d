/**
 * Owns things that are pressed: buttons with words, buttons with an icon, and the look for links
 * that stand among them. What they do is their caller's.
 */
import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { Icon, type IconName } from './Icon';
import { Tooltip } from './Tooltip';

export type ButtonLook = 'solid' | 'line' | 'quiet' | 'past' | 'pastLine';
export type ButtonSize = 'small' | 'medium' | 'large';

interface Looks {
  readonly look?: ButtonLook;
  readonly size?: ButtonSize;
}

/** Class names of a button's look, for a link that is to look like one. */
export function buttonClass(look: ButtonLook = 'line', size: ButtonSize = 'medium'): string {
  return [styles.button, styles[look], size === 'medium' ? '' : styles[size]]
    .filter(Boolean)
    .join(' ');
}

type ButtonProps = Looks & ComponentProps<'button'> & { readonly icon?: IconName };

/** A button with words, and an icon before them if it is given. */
export function Button({ look, size, icon, className, children, ...rest }: ButtonProps) {
  const classes = [buttonClass(look, size), className].filter(Boolean).join(' ');
  return (
    <button type="button" className={classes} {...rest}>
      {icon !== undefined && <Icon name={icon} size={size === 'small' ? 14 : 16} />}
      {children}
    </button>
  );
}

type IconButtonProps = Looks &
  Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
    readonly icon: IconName;
    /** Its name, said by screen readers and shown in the tooltip. */
    readonly label: string;
    /** Key that does the same, shown in the tooltip. */
    readonly shortcut?: string;
    readonly iconSize?: number;
    readonly badge?: ReactNode;
  };

/**
 * A button with an icon alone; its name and key stand in a tooltip. Where it is disabled it can
 * still be reached, so that its name can say why.
 */
export function IconButton(props: IconButtonProps) {
  const {
    look = 'quiet',
    size,
    icon,
    label,
    shortcut,
    iconSize,
    badge,
    className,
    ...rest
  } = props;
  const { disabled = false, onClick, ...others } = rest;
  const classes = [buttonClass(look, size), styles.icon, className].filter(Boolean).join(' ');
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <button
        type="button"
        className={classes}
        aria-label={label}
        aria-disabled={disabled || undefined}
        onClick={disabled ? undefined : onClick}
        {...others}
      >
        <Icon name={icon} size={iconSize} />
        {badge}
      </button>
    </Tooltip>
  );
}
