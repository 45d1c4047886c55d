// Owns walking a syntax tree, kind of node by kind of node unknown. It changes nothing.
import type { AnyNode } from 'acorn';

/** Calls `visit` for each node below and including `node`; a parent comes before its children. */
export function walk(node: AnyNode, visit: (node: AnyNode) => void): void {
  visit(node);
  for (const child of childrenOf(node)) walk(child, visit);
}

/** The nodes directly below, in the order of the source. */
export function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node).flat().filter(isNode);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
