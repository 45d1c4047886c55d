/** The log of facts: the text of what the stage shows. */
export { LogView, type LogEvidence } from './LogView';
