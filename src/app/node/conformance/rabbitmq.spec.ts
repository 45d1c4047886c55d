/** Holds the simulated broker against every recording of RabbitMQ 4.0.5 that the project keeps. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRecording } from './run';

const CASES = { 'rules.json': 47, 'random.json': 160, 'wide.json': 120 };

describe.each(Object.entries(CASES))('RabbitMQ 4.0.5, %s', (file, count) => {
  const { cases, faults } = readRecording(join(import.meta.dirname, 'fixtures/rabbitmq', file));

  it('is read in whole', () => {
    expect(faults).toEqual([]);
    expect(cases).toHaveLength(count);
  });

  it.each(cases)('[Q1–Q12, Q14, Q15] does as the broker did: $name', ({ replay }) => {
    expect(replay()).toBeUndefined();
  });
});
