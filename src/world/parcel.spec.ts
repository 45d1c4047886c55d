/** Says that what is packed into a parcel's one integer comes out as it went in. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  packDelivery,
  packTerms,
  PURPOSES,
  PurposeCode,
  unpackDelivery,
  unpackTerms,
} from './parcel';

it('carries the terms of a subscription', () => {
  const terms = fc.record({
    prefetch: fc.integer({ min: 0, max: 10_000 }),
    priority: fc.integer({ min: -128, max: 127 }),
    autoAck: fc.boolean(),
  });
  fc.assert(
    fc.property(terms, (one) => {
      expect(unpackTerms(packTerms(one))).toEqual(one);
    }),
  );
});

it('carries how often a message was handed out, and whether to acknowledge', () => {
  fc.assert(
    fc.property(fc.nat({ max: 0x3fffffff }), fc.boolean(), (handouts, autoAck) => {
      expect(unpackDelivery(packDelivery(handouts, autoAck))).toEqual({ handouts, autoAck });
    }),
  );
});

it('fits a column of 32 bits', () => {
  const largest = packTerms({ prefetch: 10_000, priority: 127, autoAck: true });
  expect(largest | 0).toBe(largest);
});

it('has a code for each purpose: its position', () => {
  expect(PURPOSES.map((purpose) => PurposeCode[purpose])).toEqual(PURPOSES.map((_, code) => code));
});
