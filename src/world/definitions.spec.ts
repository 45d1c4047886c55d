/** Says that every fact is applied by somebody and every step of the agenda decided by somebody. */
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../kernel';
import { DECIDE, definitionOf, EVOLVE } from './definitions';
import { FACT_NAMES } from './facts';
import { Step } from './steps';

describe('the parts of the world, put together', () => {
  it('apply every kind of fact', () => {
    expect(EVOLVE).toHaveLength(FACT_NAMES.length);
    for (const evolve of EVOLVE) expect(evolve).toBeTypeOf('function');
  });

  it('decide every kind of step', () => {
    for (const code of Object.values(Step)) expect(DECIDE[code]).toBeTypeOf('function');
  });

  it('are found by kind, and an unknown kind is our bug', () => {
    expect(definitionOf('queue').kind).toBe('queue');
    expect(() => definitionOf('teapot')).toThrow(InvariantError);
  });
});
