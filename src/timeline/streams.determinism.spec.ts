/** Determinism of a run of streams, whatever is done to it, on a small world made to go wrong. */
import { describe } from 'vitest';
import { itIsDeterministic } from './testing/determinism';
import { openStreamShop } from './testing/streamShop';

describe('a run of a small shop of streams', () => {
  itIsDeterministic({ open: openStreamShop, runs: 8 });
});
