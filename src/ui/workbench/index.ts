/** Where lesson, stage, inspector and timeline stand, and the run's commands by name. */
export { RunCommands } from './RunCommands';
export { Workbench } from './Workbench';
export { AboveSheet, Sheet } from './Sheet';
export type { SheetStop } from './sheetStops';
