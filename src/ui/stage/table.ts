/**
 * Owns what lies where on this learner's stage and is nobody else's business: nodes that were
 * nudged, the card in the hand, dead cards in the kill zone, an offer that waits for an answer.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Intervention, isRunning } from '../../projection';
import type { RunState } from '../run';
import { bottom, type Point, type Rect, right } from './geometry';
import type { StageVariant } from './scene';

export interface TableState {
  /** How far a node has been nudged from its layout, by id. */
  readonly moved: { readonly [id: string]: Point };
  /**
   * Where a card was put down: its top left corner in stage pixels, or `home` on its way back.
   * A card that is not listed lies in the kill zone if it is dead, else in its place.
   */
  readonly places: { readonly [id: string]: Point | 'home' };
  /** The card in the hand. */
  readonly held: string | null;
  /** True while the held card is over the kill zone. */
  readonly overZone: boolean;
  /** A change that was tried in the past: it can be made in a fork. */
  readonly offer: { readonly part: string; readonly change: Intervention } | null;
}

export type Table = StoreApi<TableState>;

/** An empty table. */
export function createTable(): Table {
  return createStore(() => ({ moved: {}, places: {}, held: null, overZone: false, offer: null }));
}

/** Puts a card down somewhere, or (undefined) leaves its place to how it is. */
export function place(table: Table, id: string, at: Point | 'home' | undefined): void {
  const others = Object.entries(table.getState().places).filter(([other]) => other !== id);
  const places = Object.fromEntries(others);
  table.setState({ places: at === undefined ? places : { ...places, [id]: at } });
}

/** Forgets where a card was put when its part lives again, whoever revived it. */
export function followLife(table: Table, run: StoreApi<RunState>): () => void {
  const isDead = (state: RunState, id: string): boolean => {
    const node = state.stage.nodes[id];
    return isRunning(node) && node.health === 'dead';
  };
  return run.subscribe((now, before) => {
    if (now.stage.nodes === before.stage.nodes) return;
    for (const id of Object.keys(table.getState().places)) {
      if (isDead(before, id) && !isDead(now, id)) place(table, id, undefined);
    }
  });
}

/** Moves a node by so much. */
export function nudge(table: Table, id: string, by: Point): void {
  const { moved } = table.getState();
  const before = moved[id] ?? { x: 0, y: 0 };
  table.setState({ moved: { ...moved, [id]: { x: before.x + by.x, y: before.y + by.y } } });
}

/** Shares of the zone's width at which dead cards lie that nobody has put down by hand. */
const ZONE_SHARES = {
  wide: [0.505, 0.263, 0.747],
  narrow: [0.514, 0.3, 0.1],
  hero: [0.69, 0.42, 0.15],
} as const;

/** The share of the zone's width at which the first dead card lies. */
export const zoneShare = (variant: StageVariant): number => ZONE_SHARES[variant][0];

/** Where the n-th dead card lies in the kill zone: its top left corner. */
export function zonePlace(variant: StageVariant, zone: Rect, card: Rect, rank: number): Point {
  const shares = ZONE_SHARES[variant];
  const layer = Math.floor(rank / shares.length);
  const x = zone.x + zone.width * shares[rank % shares.length] + layer * 12;
  return intoZone(zone, card, { x, y: zone.y + (zone.height - card.height) / 2 });
}

/** The nearest place at which the card lies within the zone. */
export function intoZone(zone: Rect, card: Rect, at: Point): Point {
  const clamp = (value: number, low: number, high: number) =>
    Math.round(Math.max(low, Math.min(Math.max(low, high), value)));
  const spare = (zone.height - card.height) / 2;
  return {
    x: clamp(at.x, zone.x + 8, right(zone) - card.width - 8),
    y: clamp(at.y, zone.y + Math.min(4, spare), bottom(zone) - card.height - Math.min(4, spare)),
  };
}
