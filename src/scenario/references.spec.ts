/** Says what is wrong between the parts of a document whose shape is right. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../world';
import { type Draft, faultsOf, PART, shop } from './testing/shop';

const found = (change: (draft: Draft) => void): string[] =>
  faultsOf(shop(change)).map(({ code, path }) => `${code} at ${path}`);
const add = (list: Draft, ...items: readonly Json[]): void => {
  for (const item of items) Object.assign(list, { [list.length]: item });
};
const put = (draft: Draft, field: string, value: Json): void => {
  Object.assign(draft, { [field]: value });
};

describe('a reference', () => {
  it('leads to a part that is there', () => {
    const dangling = (draft: Draft): void => {
      put(draft.parts[PART.people].sends, 'to', 'moon');
      put(draft.parts[PART.desk].consumes[0], 'queue', 'moon');
      put(draft.parts[PART.desk].publishes, 'Asked', 'moon');
      put(draft.parts[PART.desk], 'calls', ['moon']);
      put(draft.parts[PART.asks], 'broker', 'moon');
      put(draft.parts[PART.inbox], 'bindings', ['moon']);
      put(draft.links[2], 'between', ['desk', 'moon']);
      put(draft, 'faults', [{ atMs: 0, intervention: { kind: 'Kill', part: 'moon' } }]);
      put(draft, 'view', { selected: 'moon' });
    };
    expect(
      found(dangling)
        .filter((one) => one.startsWith('unknownPart'))
        .sort(),
    ).toEqual([
      'unknownPart at faults[0].intervention.part',
      'unknownPart at links[2].between[1]',
      'unknownPart at parts[0].sends.to',
      'unknownPart at parts[1].calls[0]',
      'unknownPart at parts[1].consumes[0].queue',
      'unknownPart at parts[1].publishes.Asked',
      'unknownPart at parts[4].broker',
      'unknownPart at parts[5].bindings[0]',
      'unknownPart at view.selected',
    ]);
  });

  it('leads to a part of the right kind, and the hint names those', () => {
    const [fault] = faultsOf(
      shop((draft) => put(draft.parts[PART.desk].consumes[0], 'queue', 'asks')),
    );
    expect(fault).toEqual({
      code: 'unknownPart',
      path: 'parts[1].consumes[0].queue',
      message: '"asks" is of kind exchange, not queue',
      hint: 'known: inbox',
    });
  });

  it('leads to a message of the scenario', () => {
    const unknown = (draft: Draft): void => {
      put(draft.parts[PART.people].sends, 'type', 'Shout');
      put(draft.parts[PART.desk].publishes, 'Shouted', 'asks');
      put(draft.parts[PART.desk].replies, 'Ask', 'Shrug');
      put(draft.parts[PART.bank].operations, 'Rob', { reply: 'Ran', serveMs: { min: 1, max: 1 } });
    };
    expect(found(unknown).sort()).toEqual([
      'unknownMessage at parts[0].sends.type',
      'unknownMessage at parts[1].publishes.Shouted',
      'unknownMessage at parts[1].replies.Ask',
      'unknownMessage at parts[2].operations.Rob',
      'unknownMessage at parts[2].operations.Rob.reply',
    ]);
  });

  it('of a layout leads to a part that is there', () => {
    const variant = {
      width: 100,
      height: 100,
      nodes: { moon: { x: 1, y: 1 } },
      killZone: { x: 0, y: 0, width: 10, height: 10 },
    };
    const layout = { wide: { ...variant, nodes: { desk: { x: 1, y: 1 } } }, narrow: variant };
    expect(found((draft) => put(draft, 'layout', layout))).toEqual([
      'unknownPart at layout.narrow.nodes.moon',
    ]);
  });
});

describe('what stands in a broker', () => {
  it('is bound to exchanges of its own broker', () => {
    const elsewhere = (draft: Draft): void => {
      add(draft.parts, { kind: 'broker', id: 'other', label: 'Other' });
      put(draft.parts[PART.asks], 'broker', 'other');
    };
    expect(found(elsewhere)).toContain('otherBroker at parts[5].bindings[0]');
  });
});

describe('a fault', () => {
  it('of consumption names a queue', () => {
    const intervention = {
      kind: 'SetConsumption',
      part: 'desk',
      queue: 'asks',
      acknowledge: 'afterWork',
      prefetch: 1,
    };
    expect(found((draft) => put(draft, 'faults', [{ atMs: 1, intervention }]))).toEqual([
      'unknownPart at faults[0].intervention.queue',
    ]);
  });
});

describe('a queue', () => {
  it('is bound to exchanges of its own broker', () => {
    const second = (draft: Draft): void => {
      add(draft.parts, { kind: 'broker', id: 'other', label: 'Other' });
      put(draft.parts[PART.inbox], 'broker', 'other');
      add(draft.links, { between: ['desk', 'other'], latencyMs: 1 });
    };
    expect(found(second)).toEqual(['otherBroker at parts[5].bindings[0]']);
  });
});

describe('a fault that a scenario does to its own world', () => {
  it('names a queue that is there', () => {
    const terms = { acknowledge: 'afterWork', prefetch: 1 };
    const intervention = { kind: 'SetConsumption', part: 'desk', queue: 'moon', ...terms };
    expect(found((draft) => put(draft, 'faults', [{ atMs: 0, intervention }]))).toEqual([
      'unknownPart at faults[0].intervention.queue',
    ]);
  });
});

describe('ids', () => {
  it('are unique', () => {
    const twin = { kind: 'broker', id: 'bank', label: 'Other' };
    expect(found((draft) => add(draft.parts, twin))).toContain('duplicateId at parts[6].id');
  });
});

describe('links', () => {
  it('join all who talk with each other, and the hint says how', () => {
    const faults = faultsOf(shop((draft) => put(draft, 'links', [])));
    expect(faults.map(({ code, path }) => `${code} at ${path}`)).toEqual([
      'noLink at parts[0].sends.to',
      'noLink at parts[1].consumes[0].queue',
      'noLink at parts[1].publishes.Asked',
      'noLink at parts[1].calls[0]',
    ]);
    expect(faults[0].hint).toBe('add { "between": ["people", "desk"], "latencyMs": 50 } to links');
  });

  it('join two, once, and not a part with itself', () => {
    const odd = (draft: Draft): void =>
      add(
        draft.links,
        { between: ['desk', 'people'], latencyMs: 1 },
        { between: ['bank', 'bank'], latencyMs: 1 },
      );
    expect(found(odd)).toEqual(['duplicateLink at links[3]', 'selfLink at links[4]']);
  });

  it('end at a broker, not in it', () => {
    const into = (draft: Draft): void => put(draft.links[1], 'between', ['desk', 'inbox']);
    expect(found(into)).toContain('unknownPart at links[1].between[1]');
  });
});

describe('services', () => {
  it('do not call each other in a circle: they would wait for ever', () => {
    const office = (id: string, calls: readonly string[]): Json => ({
      kind: 'service',
      id,
      label: id,
      handler: 'handlers/office.ts',
      instances: 1,
      workMs: { min: 1, max: 1 },
      calls,
    });
    const circle = (draft: Draft): void => {
      put(draft.parts[PART.desk], 'calls', ['one']);
      add(
        draft.parts,
        office('one', ['two']),
        office('two', ['desk', 'three']),
        office('three', []),
      );
      for (const between of [
        ['desk', 'one'],
        ['one', 'two'],
        ['two', 'desk'],
        ['two', 'three'],
      ]) {
        add(draft.links, { between, latencyMs: 1 });
      }
    };
    const faults = faultsOf(shop(circle));
    expect(faults).toMatchObject([{ code: 'callCycle', path: 'parts[1].calls' }]);
    expect(faults[0].message).toContain('desk → one → two → desk');
    const open = (draft: Draft): void => {
      circle(draft);
      put(draft.parts[7], 'calls', ['three']);
    };
    expect(found(open)).toEqual([]);
  });

  it('consume a queue once', () => {
    const again = { queue: 'inbox', prefetch: 1, acknowledge: 'afterWork' };
    expect(found((draft) => add(draft.parts[PART.desk].consumes, again))).toEqual([
      'duplicate at parts[1].consumes[1].queue',
    ]);
  });
});
