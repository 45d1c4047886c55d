/** Owns the English words of the first page's run. */
const payments = ['none of them dead', 'one of them dead', 'both of them dead'];

export const homeRunMessages = {
  label: 'Orders, a queue and two Payment services, running. Drag a service into the kill zone.',
  caption: (perSecond: number, dead: number) =>
    `${perSecond} orders a second, two Payment services, ${payments[dead] ?? payments[0]}`,
} as const;
