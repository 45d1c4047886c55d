/** Holds the queue against RabbitMQ 4.0.5: every recording that needs no more than is built. */
import { describe, expect, it } from 'vitest';
import { byConsumer, isCovered, Playing, readRecordings } from './testing/recordings';

const FILES = { 'rules.json': 31, 'random.json': 109, 'wide.json': 70 };

describe.each(Object.entries(FILES))('RabbitMQ 4.0.5, %s', (file, count) => {
  const covered = readRecordings(file).filter(isCovered);

  it(`covers ${count} of its cases`, () => {
    expect(covered).toHaveLength(count);
  });

  it.each(covered)('[Q1–Q7, Q10, Q12, Q15] does as the broker did: $name', (recording) => {
    const playing = new Playing(recording);
    recording.steps.forEach((step, index) => {
      const seen = playing.step(step);
      const { deliveries, ...rest } = recording.observed[index];
      expect({ ...seen, deliveries: byConsumer(seen.deliveries) }, `step ${index}`).toEqual({
        ...rest,
        deliveries: byConsumer(deliveries),
      });
    });
    expect(playing.finish()).toEqual(recording.afterAllConsumersClosed);
  });
});
