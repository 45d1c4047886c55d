/**
 * Owns drawing messages in motion onto a canvas, between two beats of the run by its own clock.
 * It runs in the overlay's worker, or on the page where that cannot be, and knows routes and
 * colours only.
 */
import { assertNever, FLIGHT_STRIDE, FlightColumn, type FormName } from '../../projection';
import { glyphMark, glyphPath } from '../tokens/geometry';
import type { OverlayMessage, Palette, ParcelLook } from './overlayProtocol';
import { LINK_SHARE, type Route } from './routes';

type Context = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;
type Routes = Extract<OverlayMessage, { kind: 'routes' }>;
type View = Extract<OverlayMessage, { kind: 'view' }>;
type Beat = Extract<OverlayMessage, { kind: 'beat' }>;

/** From this speed on messages are short trails, and from the second on nothing: counters tell. */
const TRAILS_ABOVE = 4;
const NOTHING_ABOVE = 20;
const TRAIL_PX = 24;
const FAST_TRAIL_PX = 14;
const TRAIL_OPACITY = 0.22;
const DOT_RADIUS = 2;
/** How long the flight back to a queue takes, and how long a link is lit, in ms of the clock. */
const RETURN_MS = 420;
/** Messages that go back together follow one another at this distance. */
const RETURN_PAUSE_MS = 90;
const LIT_MS = 120;
/** A link is lit at most three times a second. */
const LIT_PAUSE_MS = 340;
/** Without a beat for this long, what moves stands still. */
const STALE_MS = 120;

const routeKey = (from: number, to: number): number => from * 65_536 + to;

interface Return {
  readonly route: Route;
  readonly form: FormName;
  readonly startedMs: number;
}

/** Draws flights. `paint` is to be called once a frame as long as it returns true. */
export class FlightPainter {
  private palette: Palette | null = null;
  private reducedMotion = false;
  private routes = new Map<number, Route>();
  private looks: readonly ParcelLook[] = [];
  private forms: readonly FormName[] = [];
  private view: View | null = null;
  private beat: Beat | null = null;
  private beatMs = 0;
  private returns: Return[] = [];
  private readonly lit = new Map<Route, number>();
  private sprites = new Map<FormName | 'failure', Path2D[]>();
  private readonly trails = new Map<FormName, Path2D>();

  constructor(
    private readonly canvas: OffscreenCanvas | HTMLCanvasElement,
    private readonly context: Context,
  ) {}

  /** Takes what the stage says at a moment of the wall clock. */
  accept(message: OverlayMessage, nowMs: number): void {
    switch (message.kind) {
      case 'look':
        this.palette = message.palette;
        this.reducedMotion = message.reducedMotion;
        return;
      case 'routes':
        this.acceptRoutes(message);
        return;
      case 'view':
        this.acceptView(message);
        return;
      case 'beat':
        this.acceptBeat(message, nowMs);
        return;
      case 'rate':
        if (this.beat !== null) this.beat = { ...this.beat, rate: message.rate };
        this.beatMs = nowMs;
        return;
      default:
        assertNever(message);
    }
  }

  private acceptRoutes({ routes, looks, forms, radius }: Routes): void {
    this.routes = new Map(routes.map((route) => [routeKey(route.from, route.to), route]));
    this.looks = looks;
    this.forms = forms;
    this.sprites = new Map();
    for (const kind of [...new Set([...forms, 'failure' as const])]) {
      const mark = glyphMark(kind, 0, 0, radius);
      const shapes = [new Path2D(glyphPath(kind, 0, 0, radius))];
      if (mark !== '') shapes.push(new Path2D(mark));
      this.sprites.set(kind, shapes);
    }
  }

  private acceptView(view: View): void {
    this.view = view;
    const width = Math.round(view.width * view.density);
    const height = Math.round(view.height * view.density);
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
  }

  private acceptBeat(beat: Beat, nowMs: number): void {
    const before = this.beat?.atMs ?? beat.atMs;
    this.beat = beat;
    this.beatMs = nowMs;
    if (this.reducedMotion) {
      this.lightDepartures(beat, before, nowMs);
      return;
    }
    for (let at = 0; at + 2 < beat.returned.length; at += 3) {
      const route = this.routes.get(routeKey(beat.returned[at + 1], beat.returned[at]));
      const form = this.forms[beat.returned[at + 2]];
      const startedMs = nowMs + (at / 3) * RETURN_PAUSE_MS;
      if (route !== undefined) this.returns.push({ route, form, startedMs });
    }
  }

  private lightDepartures({ flights, atMs }: Beat, sinceMs: number, nowMs: number): void {
    for (let row = 0; row < flights.length; row += FLIGHT_STRIDE) {
      const departMs = flights[row + FlightColumn.departMs];
      if (departMs <= sinceMs || departMs > atMs) continue;
      if (this.looks[flights[row + FlightColumn.purpose]] !== 'message') continue;
      const key = routeKey(flights[row + FlightColumn.from], flights[row + FlightColumn.to]);
      const route = this.routes.get(key);
      if (route === undefined) continue;
      const last = this.lit.get(route) ?? -Infinity;
      if (nowMs - last >= LIT_PAUSE_MS) this.lit.set(route, nowMs);
    }
  }

  /** Draws the moment. True if the next one will look different. */
  paint(nowMs: number): boolean {
    const { view, beat, palette, context } = this;
    if (view === null || palette === null) return false;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const scale = view.density * view.zoom;
    context.setTransform(scale, 0, 0, scale, view.x * view.density, view.y * view.density);
    if (beat === null) return false;
    if (this.reducedMotion) return this.paintLit(nowMs, palette);
    const sinceMs = nowMs - this.beatMs;
    if (beat.rate <= NOTHING_ABOVE) {
      const atMs = beat.atMs + beat.rate * Math.min(sinceMs, STALE_MS);
      this.paintFlights(beat, atMs, palette);
    }
    const returning = this.paintReturns(nowMs, palette);
    return returning || (beat.rate > 0 && sinceMs < STALE_MS);
  }

  private paintFlights(beat: Beat, atMs: number, palette: Palette): void {
    const { flights, rate } = beat;
    const asTrails = rate > TRAILS_ABOVE;
    const trailPx = asTrails ? FAST_TRAIL_PX : TRAIL_PX;
    const dots = new Path2D();
    this.trails.clear();
    for (let row = 0; row < flights.length; row += FLIGHT_STRIDE) {
      const look = this.looks[flights[row + FlightColumn.purpose]];
      if (look === 'none') continue;
      const route = this.routes.get(
        routeKey(flights[row + FlightColumn.from], flights[row + FlightColumn.to]),
      );
      if (route === undefined) continue;
      const departMs = flights[row + FlightColumn.departMs];
      const done = (atMs - departMs) / Math.max(1, flights[row + FlightColumn.arriveMs] - departMs);
      if (done < 0 || done > 1) continue;
      if (look === 'dot') {
        if (asTrails) continue;
        const [x, y] = along(route.points, done);
        dots.moveTo(x + DOT_RADIUS, y);
        dots.arc(x, y, DOT_RADIUS, 0, 2 * Math.PI);
        continue;
      }
      const form = this.forms[flights[row + FlightColumn.form]] ?? 'event';
      const kind = look === 'failure' ? 'failure' : form;
      for (const [points, part] of stretches(route, done)) {
        this.trail(form, points, part, trailPx);
        if (!asTrails) this.shape(kind, points, part, palette);
      }
    }
    this.context.fillStyle = palette.neutral;
    this.context.fill(dots);
    this.paintTrails(palette, asTrails);
  }

  private trail(form: FormName, points: Float32Array, part: number, trailPx: number): void {
    let path = this.trails.get(form);
    if (path === undefined) this.trails.set(form, (path = new Path2D()));
    const [x, y] = along(points, part);
    // A table's points are evenly spaced: their distance says how long the way is.
    const step = Math.hypot(points[2] - points[0], points[3] - points[1]);
    const length = step * (points.length / 2 - 1);
    const [fromX, fromY] = along(points, Math.max(0, part - trailPx / Math.max(1, length)));
    path.moveTo(fromX, fromY);
    path.lineTo(x, y);
  }

  /** Trails lie below the shapes: they are drawn where nothing is yet. */
  private paintTrails(palette: Palette, alone: boolean): void {
    const { context } = this;
    context.save();
    context.globalCompositeOperation = 'destination-over';
    context.globalAlpha = alone ? 0.7 : TRAIL_OPACITY;
    context.lineWidth = alone ? 4 : 5;
    context.lineCap = 'round';
    for (const [form, path] of this.trails) {
      context.strokeStyle = palette.fill[form];
      context.stroke(path);
    }
    context.restore();
  }

  private shape(kind: FormName | 'failure', points: Float32Array, part: number, palette: Palette) {
    const [x, y] = along(points, part);
    this.draw(kind, x, y, palette);
  }

  private draw(kind: FormName | 'failure', x: number, y: number, palette: Palette): void {
    const { context } = this;
    const [outline, mark] = this.sprites.get(kind) ?? [];
    if (outline === undefined) return;
    const failure = kind === 'failure';
    context.translate(x, y);
    context.fillStyle = failure ? palette.hotspot : palette.fill[kind];
    context.fill(outline);
    const lineWidth = failure ? 0 : kind === 'reply' ? 1.25 : palette.outline;
    if (lineWidth > 0 && !failure) {
      context.strokeStyle = palette.ink[kind];
      context.lineWidth = lineWidth;
      context.stroke(outline);
    }
    if (mark !== undefined) {
      context.strokeStyle = palette.onHotspot;
      context.lineWidth = 1.6;
      context.stroke(mark);
    }
    context.translate(-x, -y);
  }

  private paintReturns(nowMs: number, palette: Palette): boolean {
    this.returns = this.returns.filter(({ startedMs }) => nowMs - startedMs < RETURN_MS);
    for (const { route, form, startedMs } of this.returns) {
      const done = Math.max(0, (nowMs - startedMs) / RETURN_MS);
      const eased = 1 - (1 - done) ** 3;
      this.shape(form, route.points, eased, palette);
    }
    return this.returns.length > 0;
  }

  private paintLit(nowMs: number, palette: Palette): boolean {
    const { context } = this;
    let any = false;
    context.strokeStyle = palette.lit;
    context.lineWidth = 2;
    for (const [route, sinceMs] of this.lit) {
      if (nowMs - sinceMs > LIT_MS) continue;
      any = true;
      context.beginPath();
      for (let at = 0; at < route.points.length; at += 2) {
        context.lineTo(route.points[at], route.points[at + 1]);
      }
      context.stroke();
    }
    return any;
  }
}

/** The point at a share of the way, between the two nearest of the table. */
function along(points: Float32Array, share: number): readonly [number, number] {
  const last = points.length / 2 - 1;
  const exact = Math.max(0, Math.min(1, share)) * last;
  const at = Math.min(last - 1, Math.floor(exact));
  const part = exact - at;
  const from = at * 2;
  return [
    points[from] + (points[from + 2] - points[from]) * part,
    points[from + 1] + (points[from + 3] - points[from + 1]) * part,
  ];
}

/** Where a flight is drawn: on its way, or once it has split, on each of its branches. */
function stretches(route: Route, done: number): readonly (readonly [Float32Array, number])[] {
  if (route.branches.length === 0) return [[route.points, done]];
  if (done < LINK_SHARE) return [[route.points, done / LINK_SHARE]];
  const part = (done - LINK_SHARE) / (1 - LINK_SHARE);
  return route.branches.map((points) => [points, part] as const);
}
