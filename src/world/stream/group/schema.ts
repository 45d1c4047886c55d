/** Owns the configuration of a consumer group or share group, as a scenario states it. */
import * as v from 'valibot';
import { durationMsSchema, idSchema, labelSchema, noteSchema } from '../../schemas';

/** classic: the members' own protocol; consumer: the broker's (KIP-848); share: K15. */
const PROTOCOLS = ['classic', 'consumer', 'share'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** How partitions are divided (K5). Append only: the position is the code of the setting. */
export const ASSIGNORS = ['range', 'roundrobin', 'sticky', 'cooperativeSticky', 'uniform'] as const;
export type AssignorName = (typeof ASSIGNORS)[number];

/** Where to read from if there is no committed offset, or it is out of range (K8). Append only. */
export const OFFSET_RESETS = ['earliest', 'latest', 'none', 'duration'] as const;
export type OffsetReset = (typeof OFFSET_RESETS)[number];

/** The assignors of each protocol; the first is taken unless another is named. */
export const ASSIGNORS_OF: { readonly [P in Protocol]: readonly AssignorName[] } = {
  classic: ['range', 'roundrobin', 'sticky', 'cooperativeSticky'],
  consumer: ['uniform', 'range'],
  share: [],
};

/** The offset resets of each protocol. */
export const OFFSET_RESETS_OF: { readonly [P in Protocol]: readonly OffsetReset[] } = {
  classic: OFFSET_RESETS,
  consumer: OFFSET_RESETS,
  share: ['earliest', 'latest', 'duration'],
};

const positiveMsSchema = v.pipe(durationMsSchema, v.minValue(1));

/** A setting's values as a hint: the ones that the protocol knows. */
function knownTo(protocol: Protocol | undefined, known: readonly string[]): string {
  const name = protocol ?? 'classic';
  const list = known.length === 0 ? 'none' : known.join(', ');
  return `the protocol "${name}" knows ${list}`;
}

/** How a group divides its work: see K5, K6 and K15. */
export const groupSchema = v.pipe(
  v.strictObject({
    kind: v.literal('group'),
    id: idSchema,
    label: v.optional(labelSchema),
    note: v.optional(noteSchema, ''),
    /** Id of its cluster. */
    broker: idSchema,
    protocol: v.optional(v.picklist(PROTOCOLS), 'classic'),
    /** By default the protocol's first: range, or uniform. A share group has none. */
    assignor: v.optional(v.picklist(ASSIGNORS)),
    /** How long a silent member counts as alive (K7). */
    sessionTimeoutMs: v.optional(positiveMsSchema, 45_000),
    /** How long everybody is waited for when the group is divided anew. */
    rebalanceTimeoutMs: v.optional(positiveMsSchema, 60_000),
    offsetReset: v.optional(v.picklist(OFFSET_RESETS), 'latest'),
    /** For the reset `duration`: how far back. */
    resetDurationMs: v.optional(durationMsSchema, 0),
    /** What open transactions hide (K13). */
    isolation: v.optional(v.picklist(['uncommitted', 'committed']), 'uncommitted'),
    /** Share groups: how long a record is locked, and how often it is handed out at most (K15). */
    lockMs: v.optional(positiveMsSchema, 30_000),
    deliveryLimit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(10)), 5),
  }),
  v.forward(
    v.partialCheck(
      [['protocol'], ['assignor']],
      ({ protocol, assignor }) =>
        assignor === undefined || ASSIGNORS_OF[protocol].includes(assignor),
      ({ input }) => knownTo(input.protocol, ASSIGNORS_OF[input.protocol ?? 'classic']),
    ),
    ['assignor'],
  ),
  v.forward(
    v.partialCheck(
      [['protocol'], ['offsetReset']],
      ({ protocol, offsetReset }) => OFFSET_RESETS_OF[protocol].includes(offsetReset),
      ({ input }) => knownTo(input.protocol, OFFSET_RESETS_OF[input.protocol ?? 'classic']),
    ),
    ['offsetReset'],
  ),
);

export type GroupConfig = v.InferOutput<typeof groupSchema>;
