/** Says how documents of other versions are met. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../world';
import { ScenarioError } from './errors';
import { migrate } from './migrations';
import { SCENARIO_VERSION } from './schema';

const faultOf = (document: { readonly [key: string]: Json }): unknown => {
  try {
    return migrate(document);
  } catch (error) {
    return error instanceof ScenarioError ? error.faults[0] : error;
  }
};

describe('a document', () => {
  it('of the present version stays as it is, whatever its fields are called', () => {
    const document = { version: SCENARIO_VERSION, code: 'a', path: 'b', hint: 'c' };
    expect(migrate(document)).toEqual(document);
  });

  it('of a newer version is refused with what helps', () => {
    expect(faultOf({ version: SCENARIO_VERSION + 1 })).toEqual({
      code: 'version',
      path: 'version',
      message: `version ${SCENARIO_VERSION + 1} is newer than this program knows (1)`,
      hint: 'open it with a newer Past Tense',
    });
  });

  it.each([null, '1', 0, -1, 1.5, true])('of version %j is refused', (version) => {
    expect(faultOf({ version })).toMatchObject({ code: 'version', path: 'version' });
  });

  it('without a version is refused', () => {
    expect(faultOf({})).toMatchObject({ code: 'version', hint: 'write "version": 1' });
  });

  it('passes through the step of each version between its own and the present one', () => {
    const steps: Parameters<typeof migrate>[1] = {
      1: (one) => ({ ...one, speed: 1 }),
      2: ({ name, ...rest }) => ({ ...rest, title: name }),
    };
    const migrated = migrate({ version: 1, name: 'Shop' }, steps, 3);
    expect(migrated).toEqual({ version: 3, title: 'Shop', speed: 1 });
  });
});
