/** The engine: runs of the simulated world, in a confined worker or headless. */
export { openHeadless, runHeadless } from './headless';
export { deedOf, type Partners, type Side } from './partners';
export type { HeadlessResult, HeadlessRun } from './headless';
export { EngineHost } from './host';
export type { HostServices } from './host';
export type { Command, Failure, Message, OpenRun, Reply, ReplyValue, Request } from './protocol';
