/** Says what is read from the model's document, and which faults of it are told. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModel } from './readModel';

const document = (...lines: readonly string[]): string => lines.join('\n');

const SMALL = document(
  '# The world',
  '## Queues (Some Broker 4)',
  'Words before the rules.',
  '- **Q1** A message is `ready` or *gone*.',
  '- **Q2, by hand** In order,',
  '  always.',
  '- No rule at all.',
  '## Simplified',
  '- Simplified (Q1–Q2): one wire.',
  '- Simplified: no fire.',
  '## Sources',
  '- observed: Q1, Q2; Some Broker 4.0.5.',
  '- source: Q2. Its tests.',
);

describe('the model’s document', () => {
  it('gives its rules, how each is known and where it is simpler', () => {
    const simplified = [[{ kind: 'text', text: 'one wire.' }]];
    expect(readModel(SMALL)).toEqual({
      groups: [
        {
          title: 'Queues (Some Broker 4)',
          rules: [
            {
              id: 'Q1',
              part: '',
              text: [
                { kind: 'text', text: 'A message is ' },
                { kind: 'code', text: 'ready' },
                { kind: 'text', text: ' or ' },
                { kind: 'emphasis', text: 'gone' },
                { kind: 'text', text: '.' },
              ],
              evidence: ['observed'],
              simplified,
            },
            {
              id: 'Q2',
              part: 'by hand',
              text: [{ kind: 'text', text: 'In order, always.' }],
              evidence: ['observed', 'source'],
              simplified,
            },
          ],
        },
      ],
      simplified: [[{ kind: 'text', text: 'no fire.' }]],
    });
  });

  it('tells every rule without a source and every rule that is not there', () => {
    const faulty = document(
      '## Queues',
      '- **Q1** One.',
      '- **Q2** Two.',
      '## Simplified',
      '- Simplified (K9): gone.',
      '## Sources',
      '- observed: Q1, Q7.',
    );
    expect(() => readModel(faulty)).toThrow(
      'MODEL.md: Q2 has no source; there is no rule Q7; there is no rule K9',
    );
  });

  it('is read whole as it stands', () => {
    const path = join(import.meta.dirname, '../../../world/MODEL.md');
    const ids = readModel(readFileSync(path, 'utf8')).groups.flatMap(({ rules }) =>
      rules.map(({ id }) => id),
    );
    for (let number = 1; number <= 15; number++) {
      expect(ids).toContain(`Q${number}`);
      expect(ids).toContain(`K${number}`);
    }
  });
});
