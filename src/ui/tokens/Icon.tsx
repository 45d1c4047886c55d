/**
 * Owns the icons of the chrome, drawn on a grid of 16 with the design's own strokes, in the colour
 * of the text. The shapes of messages are not icons: see `Glyph`.
 */
import type { ReactNode } from 'react';

const line = {
  stroke: 'currentColor',
  fill: 'none',
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

const drawings = {
  play: <path d="M5.5 3.2v9.6l7.6-4.8z" fill="currentColor" />,
  pause: <path d="M4.5 3.5h2.6v9H4.5zM8.9 3.5h2.6v9H8.9z" fill="currentColor" />,
  toStart: <path d="M3.5 4v8M12.5 4L6.5 8l6 4z" {...line} fill="currentColor" strokeWidth="1.5" />,
  stepForward: (
    <>
      <path d="M2 3.8v8.4L8.2 8z" {...line} fill="currentColor" strokeWidth="1.2" />
      <circle cx="12.2" cy="8" r="2.6" {...line} strokeWidth="1.6" />
    </>
  ),
  stepBack: (
    <>
      <path d="M14 3.8v8.4L7.8 8z" {...line} fill="currentColor" strokeWidth="1.2" />
      <circle cx="3.8" cy="8" r="2.6" {...line} strokeWidth="1.6" />
    </>
  ),
  chevronRight: <path d="M6.5 3.5L11 8l-4.5 4.5" {...line} strokeWidth="1.5" />,
  chevronLeft: <path d="M9.5 3.5L5 8l4.5 4.5" {...line} strokeWidth="1.5" />,
  chevronDown: <path d="M3.5 6L8 10.5 12.5 6" {...line} strokeWidth="1.5" />,
  chevronUp: <path d="M3.5 10L8 5.5 12.5 10" {...line} strokeWidth="1.5" />,
  check: <path d="M3.5 8.4l3 3 6-6.6" {...line} strokeWidth="1.8" />,
  cross: <path d="M4 4l8 8M12 4l-8 8" {...line} strokeWidth="1.5" />,
  kill: <path d="M4 4l8 8M12 4l-8 8" {...line} strokeWidth="2" />,
  revive: <path d="M8 13V4M4.5 7.2L8 3.7l3.500 3.500" {...line} strokeWidth="1.6" />,
  slow: <path d="M2.5 11.5a5.5 5.5 0 0111 0M8 11.5L4.8 7.6" {...line} strokeWidth="1.4" />,
  cut: (
    <g {...line} strokeWidth="1.3">
      <circle cx="4" cy="4.4" r="1.8" />
      <circle cx="4" cy="11.6" r="1.8" />
      <path d="M5.4 5.6L13.4 12M5.4 10.4L13.4 4" />
    </g>
  ),
  duplicate: (
    <g {...line} strokeWidth="1.4">
      <circle cx="6" cy="8" r="3.4" />
      <circle cx="10" cy="8" r="3.4" />
    </g>
  ),
  checkpoint: <path d="M5 2.5h6v11l-3-2.6-3 2.6z" {...line} strokeWidth="1.3" />,
  fork: (
    <>
      <path d="M2 11.5h12M5 11.5c3.4 0 2.6-6.5 6-6.5h3" {...line} strokeWidth="1.5" />
      <circle cx="5" cy="11.5" r="1.8" fill="currentColor" />
    </>
  ),
  resume: (
    <>
      <path d="M3 4v8l6-4z" fill="currentColor" />
      <path d="M10 8h4" {...line} strokeWidth="1.5" />
    </>
  ),
  undo: (
    <path d="M5.5 3.5L2.8 6.2l2.7 2.7M3 6.2h6.2a3.4 3.4 0 010 6.8H6" {...line} strokeWidth="1.4" />
  ),
  redo: (
    <path
      d="M10.5 3.5l2.7 2.7-2.7 2.7M13 6.2H6.8a3.4 3.4 0 000 6.8H10"
      {...line}
      strokeWidth="1.4"
    />
  ),
  dice: (
    <>
      <rect x="2.75" y="2.75" width="10.5" height="10.5" rx="2" {...line} strokeWidth="1.3" />
      <g fill="currentColor">
        <circle cx="5.6" cy="5.6" r="1" />
        <circle cx="10.4" cy="10.4" r="1" />
        <circle cx="8" cy="8" r="1" />
      </g>
    </>
  ),
  search: (
    <g {...line} strokeWidth="1.4">
      <circle cx="7" cy="7" r="4" />
      <path d="M10.2 10.2L13 13" />
    </g>
  ),
  theme: (
    <>
      <circle cx="8" cy="8" r="5.2" {...line} strokeWidth="1.4" />
      <path d="M8 2.8a5.2 5.2 0 010 10.4z" fill="currentColor" />
    </>
  ),
  help: <path d="M6 6.2a2 2 0 113 1.7c-.7.4-1 .8-1 1.6M8 11.8v.1" {...line} strokeWidth="1.5" />,
  lock: (
    <g {...line} strokeWidth="1.4">
      <rect x="3.5" y="7" width="9" height="6.2" rx="1.4" />
      <path d="M5.6 7V5a2.4 2.4 0 014.8 0v2" />
    </g>
  ),
  more: (
    <g fill="currentColor">
      <circle cx="3.6" cy="8" r="1.2" />
      <circle cx="8" cy="8" r="1.2" />
      <circle cx="12.4" cy="8" r="1.2" />
    </g>
  ),
  menu: <path d="M3 5h10M3 8h10M3 11h10" {...line} strokeWidth="1.5" />,
  plus: <path d="M8 3.5v9M3.5 8h9" {...line} strokeWidth="1.5" />,
  minus: <path d="M3.5 8h9" {...line} strokeWidth="1.5" />,
  fit: <path d="M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3" {...line} strokeWidth="1.4" />,
  download: (
    <path d="M8 2.5v7M5.2 7L8 9.7 10.8 7M3.2 9.5v3.3h9.6V9.5" {...line} strokeWidth="1.4" />
  ),
  copy: (
    <g {...line} strokeWidth="1.3">
      <rect x="5.5" y="5.5" width="7.5" height="7.5" rx="1.3" />
      <path d="M3.3 10.5V4.3a1 1 0 011-1h6.2" />
    </g>
  ),
  panel: (
    <g {...line} strokeWidth="1.4">
      <rect x="2.5" y="3.5" width="11" height="9" rx="1.4" />
      <path d="M10 3.5v9" />
    </g>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

interface IconProps {
  readonly name: IconName;
  readonly size?: number;
}

/** An icon in the colour of the text around it; always decoration, the control has the name. */
export function Icon({ name, size = 16 }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      {drawings[name]}
    </svg>
  );
}

/** Scissors, gauge and the like inside another drawing: the icon's strokes without its frame. */
export function IconStrokes({ name }: { readonly name: IconName }) {
  return drawings[name];
}

/** The mark of the product: a fact on the line of time, and now. */
export function BrandMark() {
  return (
    <svg width="28" height="20" viewBox="0 0 28 20" aria-hidden="true" focusable="false">
      <g strokeLinecap="round">
        <path d="M2 10h24" stroke="var(--line-3)" strokeWidth="1.5" strokeDasharray="1 4" />
        <path d="M2 10h17" stroke="var(--ink)" strokeWidth="2.5" />
        <circle cx="9" cy="10" r="5" fill="var(--event)" stroke="var(--surface)" strokeWidth="2" />
        <path d="M19.5 3v14" stroke="var(--ink)" strokeWidth="2.5" />
      </g>
    </svg>
  );
}
