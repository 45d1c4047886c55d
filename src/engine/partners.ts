// Owns what a deed in one of two compared runs is in the other: the same, to the part of the same
// id or to its partner. It does not carry anything out.
import type { Topology } from '../timeline';
import type { Intervention } from '../world';

/** The two runs of a comparison. */
export const SIDES = ['left', 'right'] as const;
export type Side = (typeof SIDES)[number];

/** Parts that stand for one another under different ids: left id → right id. */
export interface Partners {
  readonly [left: string]: string;
}

export function otherSide(side: Side): Side {
  return side === 'left' ? 'right' : 'left';
}

/** The part's id on the other side; null if it has none there. */
function partnerOf(id: string, from: Side, partners: Partners, there: Topology): string | null {
  const named =
    from === 'left'
      ? partners[id]
      : Object.entries(partners).find(([, right]) => right === id)?.[0];
  const wanted = named ?? id;
  return there.parts.some((part) => part.id === wanted) ? wanted : null;
}

/** The same deed on the other side; null where what it is done to does not exist. */
export function deedOf(
  deed: Intervention,
  from: Side,
  partners: Partners,
  there: Topology,
): Intervention | null {
  const partner = (id: string): string | null => partnerOf(id, from, partners, there);
  const part = partner(deed.part);
  if (part === null) return null;
  switch (deed.kind) {
    case 'SetConsumption': {
      const queue = partner(deed.queue);
      return queue === null ? null : { ...deed, part, queue };
    }
    case 'SetKey':
    case 'MoveOffset': {
      const stream = partner(deed.stream);
      return stream === null ? null : { ...deed, part, stream };
    }
    case 'Kill':
    case 'Revive':
    case 'AddInstance':
    case 'RemoveInstance':
    case 'SetRate':
    case 'Settle':
    case 'Purge':
    case 'Redrive':
    case 'Configure':
      return { ...deed, part };
  }
}
