/** Owns the English words of the fidelity page. */
export const fidelityMessages = {
  title: 'How true is it?',
  lead: 'The simulated brokers are held against recordings of real ones, and every rule they obey is written down. Where the world is simpler than the real thing, it says so.',
  recordings: 'Recordings replayed against this build',
  file: 'Recording',
  what: 'What it holds',
  result: 'Result',
  /** By folder and file. */
  files: {
    'rabbitmq/rules.json': 'RabbitMQ 4.0.5, one rule a case',
    'rabbitmq/random.json': 'RabbitMQ 4.0.5, random steps over the common rules',
    'rabbitmq/wide.json': 'RabbitMQ 4.0.5, random steps over the rarer rules',
    'kafka/murmur2.json': 'Apache Kafka, keys and the partitions they go to',
    'kafka/assignments.json': 'Apache Kafka, who gets which partition',
    'kafka/rebalances.json': 'Apache Kafka, the life of groups',
  } as Readonly<Record<string, string>>,
  passed: (count: number) => `${count} of ${count} the same`,
  failed: (passed: number, failed: number) => `${passed} the same, ${failed} not`,
  differs: (names: readonly string[]) => `Not the same: ${names.join(', ')}`,
  contents: 'Rules',
  rule: (id: string, part: string) => (part === '' ? id : `${id}, ${part}`),
  evidence: {
    observed: 'observed on the real thing',
    source: 'from its source or tests',
    documentation: 'from its documentation',
  },
  simplified: 'Simplified:',
  generalTitle: 'Simplified throughout',
} as const;
