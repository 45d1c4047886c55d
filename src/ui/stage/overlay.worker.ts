/**
 * Owns the thread that draws what moves on the stage, so that neither the page nor a learner's
 * loop ever holds it up. What and how is the painter's.
 */
import { FlightPainter } from './flightPainter';
import type { OverlayCanvas, OverlayMessage } from './overlayProtocol';

let painter: FlightPainter | null = null;
let asked = false;

function paint(nowMs: number): void {
  asked = painter?.paint(nowMs) ?? false;
  if (asked) requestAnimationFrame(paint);
}

addEventListener('message', ({ data }: MessageEvent<OverlayCanvas | OverlayMessage>) => {
  if (data.kind === 'canvas') {
    const context = data.canvas.getContext('2d');
    painter = context === null ? null : new FlightPainter(data.canvas, context);
    return;
  }
  painter?.accept(data, performance.now());
  if (asked) return;
  asked = true;
  requestAnimationFrame(paint);
});
