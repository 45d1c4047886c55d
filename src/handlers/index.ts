// Owns the door of handlers for whoever runs them. Compiling has a door of its own (compile/), and
// so have the two hosts: confine.ts for the worker, node.ts for Node.
export { createBehaviour, type DrawUnit } from './driver';
export { type Evaluate, type ExactMath, loadModule, loadProgram } from './load';
export type { Program } from './program';
