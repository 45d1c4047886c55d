/**
 * Paints ruler marks and ticks on the track's canvas. What stands where is said by `scale` and
 * `tickLayout`; everything on the track that has words or can be pressed is DOM above it.
 */
import { type FormName, RECEIVED, type Ticks } from '../../projection';
import { glyphPath } from '../tokens';
import { formatCount } from '../time';
import type { Palette } from './palette';
import { type RulerStep, type TimeView, toMs, toX } from './scale';
import { firstAtOrAfter, layoutTicks, type TickBar } from './tickLayout';

/** One row of ticks: its middle's distance from the canvas' top, in pixels. */
export interface TickRow {
  readonly ticks: Ticks;
  readonly y: number;
}

export interface TrackScene {
  readonly view: TimeView;
  /** Where the track begins within the canvas, and how wide it is, in pixels. */
  readonly left: number;
  readonly width: number;
  readonly rows: readonly TickRow[];
  readonly radius: number;
  /** Facts after this one have not happened where the learner looks: pale. */
  readonly cursorSeq: number;
  /** Distance of the ruler's foot from the top; null: no ruler. */
  readonly ruler: { readonly footY: number; readonly step: RulerStep } | null;
}

export interface TickPainter {
  /** Size in CSS pixels; `ratio` device pixels to each. */
  resize(width: number, height: number, ratio: number): void;
  /** Takes colours and the names of the forms, whose positions are the ticks' codes. */
  dress(palette: Palette, forms: readonly FormName[]): void;
  paint(scene: TrackScene): void;
}

const SPRITE_SIDE = 14;
const LATER_ALPHA = 0.38;
const BAR_HEIGHT = 14;
/** Advance of a digit in the data font at 11px. */
const DIGIT_WIDTH = 6.6;
/** Room beside the track in which a glyph may stand out. */
const OVERHANG = 8;

/** What one paints with: colours, the names behind the ticks' codes, and their pictures. */
interface Brush {
  readonly palette: Palette;
  readonly forms: readonly FormName[];
  readonly ratio: number;
  readonly sprites: Map<string, HTMLCanvasElement>;
}

/** A painter for one canvas. Throws where the browser has no 2D canvas. */
export function createTickPainter(canvas: HTMLCanvasElement): TickPainter {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws no canvas');
  let size = { width: 0, height: 0, ratio: 1 };
  let brush: Brush | null = null;

  return {
    resize(width, height, ratio) {
      if (width === size.width && height === size.height && ratio === size.ratio) return;
      size = { width, height, ratio };
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      if (brush !== null) brush = { ...brush, ratio, sprites: new Map() };
    },
    dress(palette, forms) {
      brush = { palette, forms, ratio: size.ratio, sprites: new Map() };
    },
    paint(scene) {
      context.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
      context.clearRect(0, 0, size.width, size.height);
      if (brush === null) return;
      context.save();
      context.beginPath();
      context.rect(scene.left - OVERHANG, 0, scene.width + 2 * OVERHANG, size.height);
      context.clip();
      context.translate(scene.left, 0);
      context.font = brush.palette.dataFont;
      context.textAlign = 'center';
      paintRuler(context, scene, brush.palette);
      for (const row of scene.rows) {
        const { seq, count } = row.ticks;
        const split = firstAtOrAfter(seq, scene.cursorSeq + 1, 0, count);
        context.globalAlpha = LATER_ALPHA;
        paintTicks(context, scene, row, brush, split, count);
        context.globalAlpha = 1;
        paintTicks(context, scene, row, brush, 0, split);
      }
      context.restore();
    },
  };
}

function paintRuler(
  context: CanvasRenderingContext2D,
  { ruler, view, width }: TrackScene,
  palette: Palette,
): void {
  if (ruler === null) return;
  const { footY, step } = ruler;
  const minorMs = step.majorMs / step.parts;
  const first = Math.ceil(view.startMs / minorMs);
  const last = Math.floor((toMs(view, width) + 0.5) / minorMs);
  for (let index = first; index <= last; index++) {
    const major = index % step.parts === 0;
    const height = major ? 6 : 3;
    context.fillStyle = major ? palette.rulerMajor : palette.rulerMinor;
    context.fillRect(toX(view, index * minorMs) - 0.5, footY - height, 1, height);
  }
}

/** Paints the ticks of a row from index `begin` up to `end`. */
function paintTicks(
  context: CanvasRenderingContext2D,
  { view, width, radius }: TrackScene,
  { ticks, y }: TickRow,
  brush: Brush,
  begin: number,
  end: number,
): void {
  const formOf = (code: number): FormName => brush.forms[code & ~RECEIVED] ?? 'event';
  const half = SPRITE_SIDE / 2;
  const tick = (index: number, x: number): void => {
    if (x < -OVERHANG || x > width + OVERHANG) return;
    const image = spriteOf(brush, formOf(ticks.form[index]), radius);
    context.drawImage(image, x - half, y - half, SPRITE_SIDE, SPRITE_SIDE);
  };
  const bar = (wide: TickBar): void => paintBar(context, brush.palette, formOf(wide.form), wide, y);
  layoutTicks(ticks, view, width, { tick, bar }, begin, end);
}

function paintBar(
  context: CanvasRenderingContext2D,
  palette: Palette,
  form: FormName,
  bar: TickBar,
  y: number,
): void {
  const { wash, ink } = palette.forms[form];
  const left = bar.startX + 0.5;
  const width = Math.max(4, bar.endX - bar.startX - 1);
  context.fillStyle = wash;
  context.strokeStyle = ink;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(left, y - BAR_HEIGHT / 2 + 0.5, width, BAR_HEIGHT - 1, 2);
  context.fill();
  context.stroke();
  const count = formatCount(bar.to - bar.from);
  if (width < count.length * DIGIT_WIDTH + 4) return;
  context.fillStyle = ink;
  context.fillText(count, left + width / 2, y + 4);
}

/** The picture of a form's tick: drawn once, then copied. */
function spriteOf(brush: Brush, form: FormName, radius: number): HTMLCanvasElement {
  const known = brush.sprites.get(`${form} ${radius}`);
  if (known !== undefined) return known;
  const sprite = document.createElement('canvas');
  brush.sprites.set(`${form} ${radius}`, sprite);
  sprite.width = sprite.height = Math.ceil(SPRITE_SIDE * brush.ratio);
  const context = sprite.getContext('2d');
  if (context === null) return sprite;
  context.scale(brush.ratio, brush.ratio);
  const path = new Path2D(glyphPath(form, SPRITE_SIDE / 2, SPRITE_SIDE / 2, radius));
  const { fill, stroke } = brush.palette.forms[form];
  context.fillStyle = fill;
  context.fill(path);
  if (stroke !== null) {
    context.strokeStyle = stroke;
    context.lineWidth = 0.75;
    context.lineJoin = 'round';
    context.stroke(path);
  }
  return sprite;
}
