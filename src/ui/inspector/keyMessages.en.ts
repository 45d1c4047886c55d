// The words of the choice of a key, in English.

export const text = {
  produces: 'Produces to',
  key: 'Key',
  none: 'none',
  fixed: (value: string) => `always "${value}"`,
  mixed: 'by type of message',
  ofKey: (part: string, stream: string) => `${part}: key for ${stream}`,
  explained: {
    none: 'Without a key, each record goes to a partition drawn by lot.',
    some: 'Records with equal keys go to the same partition, one after the other.',
  },
} as const;
