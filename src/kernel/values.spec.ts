/** The table of values: ids, canonical text, and what storage gives back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json, Values } from './values';

/** JSON as it comes back from text: -0 is 0. */
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json); // JSON's own

describe('canonical JSON', () => {
  it('spells a value in one way, whatever the order of its keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe(
      '{"a":true,"b":[1,{"c":"x","d":null}]}',
    );
    expect(canonicalJson({ a: true, b: [1, { c: 'x', d: null }] })).toBe(
      canonicalJson({ b: [1, { d: null, c: 'x' }], a: true }),
    );
  });

  it('orders keys by code units, as every engine does', () => {
    expect(canonicalJson({ ä: 1, z: 2, Z: 3, '10': 4, '9': 5 })).toBe(
      '{"10":4,"9":5,"Z":3,"z":2,"ä":1}',
    );
  });

  it('says the whole value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });
});

describe('a table of values', () => {
  it('gives one id to a name and a new one to everything else', () => {
    const values = new Values();
    expect(values.name('orders')).toBe(0);
    expect(values.add({ order: 1 })).toBe(1);
    expect(values.add({ order: 1 })).toBe(2);
    expect(values.add('orders')).toBe(0);
    expect(values.get(0)).toBe('orders');
    expect(values.text(1)).toBe('{"order":1}');
    expect(values.length).toBe(3);
  });

  it('freezes what it keeps, to the ground', () => {
    const values = new Values();
    const kept = values.get(values.add({ lines: [{ sku: 'a' }] }));
    expect(() => Object.assign(kept as object, { lines: 0 })).toThrow(TypeError); // an object
    expect(Object.isFrozen((kept as { lines: Json[] }).lines[0])).toBe(true); // added above
  });

  it('keeps the order of keys through storage: a handler may ask for them', () => {
    const values = new Values();
    values.add({ z: 1, a: { y: 2, b: 3 } });
    const again = new Values();
    again.restore(values.textsBetween(0, 1));
    expect(JSON.stringify(again.get(0))).toBe('{"z":1,"a":{"y":2,"b":3}}');
  });

  it('is the same after it was stored as text and restored', () => {
    fc.assert(
      fc.property(fc.array(json, { maxLength: 20 }), fc.nat(20), (list, cut) => {
        const values = new Values();
        for (const value of list) values.add(value);
        const at = Math.min(cut, values.length);
        const again = new Values();
        again.restore(values.textsBetween(0, at));
        again.restore(values.textsBetween(at, values.length));
        expect(again.length).toBe(values.length);
        for (let id = 0; id < values.length; id++) {
          expect(again.get(id)).toEqual(values.get(id));
          expect(again.text(id)).toBe(values.text(id));
        }
        // Names go on being the same ones.
        for (const value of list) {
          if (typeof value === 'string') expect(again.name(value)).toBe(values.name(value));
        }
      }),
    );
  });
});
