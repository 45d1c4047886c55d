/** Owns what the stage says to whoever draws its flights, be it a worker or the page itself. */
import type { FormName } from '../../projection';
import type { Route } from './routes';

/** How the parcels of a purpose are drawn. `none`: nothing travels that one could see. */
export type ParcelLook = 'message' | 'dot' | 'failure' | 'none';

/** Colours as the stage has them now, as CSS colours. */
export interface Palette {
  readonly fill: { readonly [Form in FormName]: string };
  readonly ink: { readonly [Form in FormName]: string };
  readonly hotspot: string;
  readonly onHotspot: string;
  readonly neutral: string;
  readonly lit: string;
  /** Width of a shape's outline: none in the dark. */
  readonly outline: number;
}

export type OverlayMessage =
  | { readonly kind: 'look'; readonly palette: Palette; readonly reducedMotion: boolean }
  | {
      readonly kind: 'routes';
      readonly routes: readonly Route[];
      /** By purpose code. */
      readonly looks: readonly ParcelLook[];
      /** By form code. */
      readonly forms: readonly FormName[];
      /** Radius of a message in flight, in stage pixels. */
      readonly radius: number;
    }
  /** Size in CSS pixels, device pixels in one of them, and where the stage's origin lies. */
  | {
      readonly kind: 'view';
      readonly width: number;
      readonly height: number;
      readonly density: number;
      readonly x: number;
      readonly y: number;
      readonly zoom: number;
    }
  | {
      readonly kind: 'beat';
      readonly flights: Int32Array;
      readonly atMs: number;
      readonly rate: number;
      readonly returned: readonly number[];
    }
  /** Time goes on at another rate, or stands (0), from the last beat on. */
  | { readonly kind: 'rate'; readonly rate: number };

/** Sent once, before all others, to a worker. */
export interface OverlayCanvas {
  readonly kind: 'canvas';
  readonly canvas: OffscreenCanvas;
}
