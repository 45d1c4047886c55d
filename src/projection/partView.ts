/** Owns what the views of all parts have in common. */

/** Form of a message, as its shape and colour say it. */
export type FormName = 'event' | 'command' | 'query' | 'reply';

/** A part, as every view of one names it. */
export interface PartView {
  readonly id: string;
  /** Index of the part in the topology. */
  readonly index: number;
  readonly label: string;
}
