/** Says what is wrong with a document that cannot be run: every fault, its place and a hint. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../world';
import { ScenarioError } from './errors';
import { MAX_TEXT, parseScenario, parseScenarioText } from './parse';
import { type Draft, faultsOf, PART, shop } from './testing/shop';

/** Faults as `code at path`. */
const found = (change: (draft: Draft) => void): string[] =>
  faultsOf(shop(change)).map(({ code, path }) => `${code} at ${path}`);

/** Puts any JSON somewhere into a document. */
const put = (draft: Draft, field: string, value: Json): void => {
  Object.assign(draft, { [field]: value });
};

const thrownBy = (text: string): unknown => {
  try {
    return parseScenarioText(text);
  } catch (error) {
    return error;
  }
};

describe('a document that can be run', () => {
  it('is read with what it leaves out filled in', () => {
    const scenario = parseScenario(shop());
    expect(scenario).toMatchObject({ seed: 5, faults: [], view: { speed: 1, selected: null } });
    expect(scenario.parts[PART.people]).toMatchObject({ instances: 1, timeoutMs: 3000 });
    expect(scenario.parts[PART.desk]).toMatchObject({ onError: 'requeue', note: '' });
    expect(scenario.links[0]).toMatchObject({ jitterMs: 0 });
  });

  it('is the same from text', () => {
    expect(parseScenarioText(JSON.stringify(shop()))).toEqual(parseScenario(shop()));
  });

  it('may have faults of its own, done to the world at their times', () => {
    const faults = [{ atMs: 5000, intervention: { kind: 'Kill', part: 'desk' } }];
    const scenario = parseScenario(shop((draft) => put(draft, 'faults', faults)));
    expect(scenario.faults).toEqual(faults);
  });
});

describe('a text', () => {
  it('that is no JSON is one fault', () => {
    const error = thrownBy('{ "version": 1, ');
    expect(error).toBeInstanceOf(ScenarioError);
    expect(error).toMatchObject({ faults: [{ code: 'notJson', path: '' }] });
  });

  it('that is too large is not even parsed', () => {
    const error = thrownBy(' '.repeat(MAX_TEXT + 1));
    expect(error).toMatchObject({ faults: [{ code: 'tooLarge', path: '' }] });
  });

  it.each(['null', '[]', '7', '"shop"'])('that holds %s is no scenario', (text) => {
    expect(thrownBy(text)).toMatchObject({ faults: [{ code: 'notAnObject', path: '' }] });
  });

  it('of another version is one fault, whatever else is in it', () => {
    expect(thrownBy('{ "version": 99, "what": 1 }')).toMatchObject({
      faults: [{ code: 'version', path: 'version' }],
    });
  });
});

describe('a fault of shape', () => {
  it('is a field that nobody knows', () => {
    expect(found((draft) => put(draft.parts[PART.desk], 'colour', 'red'))).toEqual([
      `unknownField at parts[${PART.desk}].colour`,
    ]);
    expect(found((draft) => put(draft, 'weather', 'fine'))).toEqual(['unknownField at weather']);
  });

  it('is a field that is missing', () => {
    const without = (draft: Draft): void => {
      delete draft.parts[PART.desk].handler;
      delete draft.parts[PART.desk].workMs;
      delete draft.seed;
    };
    expect(found(without).sort()).toEqual([
      'missing at parts[1].handler',
      'missing at parts[1].workMs',
      'missing at seed',
    ]);
  });

  it('is a kind that does not exist, with those that do', () => {
    const [fault] = faultsOf(shop((draft) => put(draft.parts[PART.desk], 'kind', 'teapot')));
    expect(fault).toMatchObject({ code: 'unknownKind', path: 'parts[1].kind' });
    expect(fault.hint).toContain('"service"');
  });

  it('is a number that is too small, too large, no whole one, or none', () => {
    const absurd = (draft: Draft): void => {
      put(draft.links[0], 'latencyMs', -5);
      put(draft.links[1], 'latencyMs', 1e9);
      put(draft.links[2], 'latencyMs', 1.5);
      put(draft.parts[PART.desk], 'instances', 0);
      put(draft.parts[PART.desk].consumes[0], 'prefetch', '2');
      put(draft, 'seed', -1);
    };
    expect(found(absurd).sort()).toEqual([
      'integer at links[2].latencyMs',
      'max_value at links[1].latencyMs',
      'min_value at links[0].latencyMs',
      'min_value at parts[1].instances',
      'min_value at seed',
      'number at parts[1].consumes[0].prefetch',
    ]);
  });

  it('is a span or a list of times that goes backwards', () => {
    const backwards = (draft: Draft): void => {
      put(draft.parts[PART.desk], 'workMs', { min: 20, max: 10 });
      put(draft.parts[PART.people].sends.data, 'amount', { between: [9, 1] });
      put(draft.parts[PART.people], 'pattern', { kind: 'list', at: [{ atMs: 9 }, { atMs: 1 }] });
    };
    const faults = faultsOf(shop(backwards));
    expect(faults.map(({ path }) => path).sort()).toEqual([
      'parts[0].pattern.at',
      'parts[0].sends.data.amount',
      'parts[1].workMs',
    ]);
  });

  it('is an id, a type or a path that is not written like one', () => {
    const odd = (draft: Draft): void => {
      put(draft.parts[PART.bank], 'id', 'The Bank');
      put(draft.parts[PART.people].sends, 'type', 'ask');
      put(draft.parts[PART.desk], 'handler', '../../etc/passwd');
    };
    const faults = faultsOf(shop(odd)).filter(({ code }) => code === 'regex');
    expect(faults.map(({ code, path }) => `${code} at ${path}`).sort()).toEqual([
      'regex at parts[0].sends.type',
      'regex at parts[1].handler',
      'regex at parts[2].id',
    ]);
    for (const { hint } of faults) expect(hint).not.toBe('');
  });

  it('is a text or a list that is too short or too long', () => {
    const long = (draft: Draft): void => {
      put(draft, 'name', '');
      put(draft.parts[PART.desk], 'label', 'x'.repeat(41));
      put(draft.parts[PART.people], 'pattern', {
        kind: 'list',
        at: Array.from({ length: 10_001 }, () => ({ atMs: 1 })),
      });
    };
    expect(found(long).sort()).toEqual([
      'max_length at parts[0].pattern.at',
      'max_length at parts[1].label',
      'min_length at name',
    ]);
  });
});

describe('the faults of a document', () => {
  it('are all said at once, each with its place, what is wrong and what helps', () => {
    const faults = faultsOf(
      shop((draft) => {
        put(draft, 'weather', 'fine');
        put(draft, 'seed', 1.5);
        put(draft.parts[PART.desk], 'kind', 'teapot');
        put(draft.links[0], 'latencyMs', -5);
      }),
    );
    expect(faults).toHaveLength(4);
    for (const { path, message, hint } of faults) {
      expect(path).not.toBe('');
      expect(message).not.toBe('');
      expect(hint).not.toBe('');
    }
  });

  it('are said together, those of shape and those of reference', () => {
    const faults = found((draft) => {
      put(draft.links[2], 'latencyMs', -5);
      put(draft.parts[PART.asks], 'kind', 'teapot');
      put(draft.parts[PART.desk].consumes[0], 'queue', 'moon');
      put(draft.parts[PART.people].sends, 'type', 'Shout');
    });
    expect(faults.sort()).toEqual([
      'min_value at links[2].latencyMs',
      'unknownKind at parts[4].kind',
      'unknownMessage at parts[0].sends.type',
      'unknownPart at parts[1].consumes[0].queue',
    ]);
  });

  it('are no more than there are: what refers to something unreadable may be right', () => {
    const broken = (draft: Draft): void => {
      for (const part of draft.parts) put(part, 'colour', 'red');
      put(draft, 'messages', 7);
    };
    for (const fault of faultsOf(shop(broken))) expect(fault.path).toMatch(/colour$|^messages$/);
  });

  it.each(['parts', 'links', 'faults', 'layout', 'view', 'messages'])(
    'are said of a document whose %s are something else altogether',
    (field) => {
      for (const value of [null, 7, 'x', [], [null, 7, 'x', []], {}]) {
        expect(() => faultsOf(shop((draft) => put(draft, field, value)))).not.toThrow();
      }
    },
  );

  it('are at most a hundred', () => {
    const many = Array.from({ length: 300 }, () => ({ between: ['a'], latencyMs: -1 }));
    expect(faultsOf(shop((draft) => put(draft, 'links', many)))).toHaveLength(100);
  });

  it('are the text of the error, a line each', () => {
    const error = thrownBy(JSON.stringify(shop((draft) => put(draft, 'seed', -1))));
    expect(String(error)).toContain('seed: -1 is too small (at least 0)');
  });

  it('leave nothing behind that could be run', () => {
    expect(thrownBy(JSON.stringify(shop((draft) => put(draft, 'seed', -1))))).toBeInstanceOf(
      ScenarioError,
    );
  });
});
