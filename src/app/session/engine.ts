/** Owns the page's one engine: started with the first run, joined to storage by a port. */
import { createEngineClient, type EngineClient } from '../../engine/client';
import { pageStorage } from '../stores/keeping';

let client: EngineClient | null = null;

/** The page's engine. */
export function pageEngine(): EngineClient {
  client ??= createEngineClient((port) => pageStorage().connectEngine(port));
  return client;
}
