// The words of the log in English.

export const text = {
  log: 'Log of facts',
  part: 'Part',
  allParts: 'all',
  showAll: 'Show all events',
  errorsOnly: 'Customer errors only',
  errors: (count: string) => (count === '1' ? '1 customer error' : `${count} customer errors`),
  rows: (count: string) => (count === '1' ? '1 event' : `${count} events`),
  columns: {
    seq: 'Event',
    time: 'Time',
    part: 'Part',
    kind: 'Fact',
    message: 'Message',
    fields: 'Details',
  },
  noRows: 'Nothing has happened yet.',
  noMatches: 'No event matches.',
  noErrors: 'No customer has seen an error.',
  byHand: 'by hand',
  hint: 'Up and Down choose an event, Enter goes to it.',
} as const;
