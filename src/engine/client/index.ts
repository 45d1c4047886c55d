// Owns the door of the engine's page side: starting engines, opening runs, playing them. The
// engine itself is a script of its own (worker.ts) and never imported by the page.
import { engineUrl } from 'virtual:engine';
import { frameScriptHash } from 'virtual:policy';
import { EngineClient } from './client';
import { enginesInFrames } from './engineProcess';

export { EngineClient } from './client';
export {
  type DeedOutcome,
  openRun,
  type PlaybackName,
  type RunHandle,
  type RunSnapshot,
} from './run';
export type { OpenPair } from './pair';
export { openPair } from './pairSides';
export type { OpenRun } from '../protocol';

/**
 * A client for this page's engine, confined in a frame of its own. Nothing is started before the
 * first run is opened.
 *
 * @param connectStorage gets one end of a channel for each engine, the engine the other; null
 *   where nothing is kept
 */
export function createEngineClient(
  connectStorage: ((port: MessagePort) => void) | null,
): EngineClient {
  return new EngineClient(
    enginesInFrames({ engineUrl, scriptHash: frameScriptHash, connectStorage }),
  );
}
