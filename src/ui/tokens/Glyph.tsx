/**
 * Owns the shapes of the kinds as components: `Shape` inside a drawing, `Glyph` in a line of text.
 * The outlines come from `geometry.ts`; what a message does is not known here.
 */
import styles from './glyph.module.css';
import { glyphMark, glyphPath, type GlyphKind } from './geometry';

interface ShapeProps {
  readonly kind: GlyphKind;
  readonly x: number;
  readonly y: number;
  /** Radius of an event's circle; the other shapes weigh the same. */
  readonly radius: number;
  /** Width of the outline; 0.75 for ticks. */
  readonly stroke?: number;
  /** Outline only: an unacked message, or a fact that has not happened yet. */
  readonly hollow?: boolean;
}

/** A kind's shape around (x, y) inside an `<svg>`. */
export function Shape({ kind, x, y, radius, stroke = 1.25, hollow = false }: ShapeProps) {
  const mark = glyphMark(kind, x, y, radius);
  const classes = [styles.shape, styles[kind], hollow ? styles.hollow : ''].join(' ');
  const markClass = kind === 'failure' ? styles.failureMark : styles.mark;
  const markStroke = kind === 'failure' ? radius * 0.26 : 1.2;
  return (
    <>
      <path className={classes} d={glyphPath(kind, x, y, radius)} strokeWidth={stroke} />
      {mark !== '' && <path className={markClass} d={mark} strokeWidth={markStroke} />}
    </>
  );
}

interface GlyphProps {
  readonly kind: GlyphKind;
  /** Side of the square that it stands in, in pixels. */
  readonly size?: number;
  readonly hollow?: boolean;
  /** Said by screen readers; without it the glyph is decoration beside a word. */
  readonly label?: string;
  readonly className?: string;
}

/** A kind's shape as a picture of its own, in a line of text or beside a name. */
export function Glyph({ kind, size = 14, hollow = false, label, className }: GlyphProps) {
  const named =
    label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg
      className={[styles.inline, className].filter(Boolean).join(' ')}
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      {...named}
    >
      <Shape kind={kind} x={size / 2} y={size / 2} radius={size * 0.357} hollow={hollow} />
    </svg>
  );
}

/** The `×n` badge of a message that was handed out `handouts` times; top left corner at (x, y). */
export function HandoutsBadge({ x, y, handouts }: { x: number; y: number; handouts: number }) {
  const text = `×${handouts}`;
  const width = 5 + text.length * 7;
  return (
    <g aria-hidden="true">
      <rect className={styles.badge} x={x} y={y} width={width} height={14} rx={3} />
      <text className={`num ${styles.badgeText}`} x={x + width / 2} y={y + 11}>
        {text}
      </text>
    </g>
  );
}
