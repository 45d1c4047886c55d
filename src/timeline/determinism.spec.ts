/** Determinism of a run, whatever is done to it, on a small world made to go wrong. */
import { describe } from 'vitest';
import { itIsDeterministic } from './testing/determinism';
import { openShop } from './testing/smallShop';

describe('a run of a small shop', () => {
  itIsDeterministic({ open: openShop, runs: 20 });
});
