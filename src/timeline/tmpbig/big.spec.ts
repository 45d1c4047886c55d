/** temporary */
import { describe, vi } from 'vitest';
import { itIsDeterministic } from '../testing/determinism';
import { openShop } from '../testing/smallShop';
vi.setConfig({ testTimeout: 600000 });
describe('big', () => {
  itIsDeterministic({ open: openShop, runs: 700 });
});
