/**
 * Owns where objects will stand on the stage, read from a scenario before any run has opened it. It
 * draws nothing.
 */
import type { Lesson } from '../../course';

type Json = Lesson['run']['scenario'];

interface Outline {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Outlines {
  readonly width: number;
  readonly height: number;
  readonly places: readonly Outline[];
}

/** The places of a scenario’s layout; null where it has none. Those without a size are left out. */
export function outlinesOf(scenario: Json, variant: 'wide' | 'narrow'): Outlines | null {
  const layout = fieldOf(fieldOf(scenario, 'layout'), variant);
  const [width, height] = [numberOf(layout, 'width'), numberOf(layout, 'height')];
  const nodes = fieldOf(layout, 'nodes');
  if (width === null || height === null || !isRecord(nodes)) return null;
  const all = { ...nodes, 'kill-zone': fieldOf(layout, 'killZone') };
  const places = Object.entries(all).flatMap(([id, place]) => outlineOf(id, place) ?? []);
  return { width, height, places };
}

function outlineOf(id: string, place: unknown): Outline | null {
  const [x, y] = [numberOf(place, 'x'), numberOf(place, 'y')];
  const [width, height] = [numberOf(place, 'width'), numberOf(place, 'height')];
  const isWhole = x !== null && y !== null && width !== null && height !== null;
  return isWhole ? { id, x, y, width, height } : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function numberOf(value: unknown, name: string): number | null {
  const field = fieldOf(value, name);
  return typeof field === 'number' ? field : null;
}
