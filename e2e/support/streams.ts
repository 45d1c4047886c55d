// Owns what the stage says aloud of streams and groups, read back as numbers and names.
import type { Workbench } from './workbench';

/** One group's place in one partition, as the stage says it. */
export interface Place {
  /** Null where nothing was committed. */
  readonly committed: number | null;
  /** True where retention has taken the record that would come next. */
  readonly isGone: boolean;
  readonly lag: number;
  /** "Payment 2"; null where nobody reads. */
  readonly reader: string | null;
}

export interface Partition {
  /** Offset of the first record left, and of the one that is written next. */
  readonly from: number;
  readonly end: number;
  readonly places: { readonly [group: string]: Place | undefined };
}

export interface Group {
  readonly isRebalancing: boolean;
  readonly generation: number;
  readonly lag: number;
  /** "Payment 1" → "p0, p1"; "" for nothing. */
  readonly owned: { readonly [member: string]: string };
  readonly silent: readonly string[];
}

/** "group payment committed 3, lag 2, read by Payment 1" and its variants. */
const placeSaid = new RegExp(
  [
    'group ([\\w-]+) ',
    '(?:has committed nothing|committed (\\d+)(, no longer kept)?, lag (\\d+)), ',
    '(?:read by ([\\w ]+ \\d+)|nobody reads)',
  ].join(''),
  'g',
);

/** A partition by its stream's name and its number. */
export async function partitionOf(
  workbench: Workbench,
  stream: string,
  number: number,
): Promise<Partition> {
  const said = await workbench.said(`${stream}, partition ${number}`);
  const [, from, end] = /offsets (\d+) to (\d+)/.exec(said) ?? [];
  const places = said.matchAll(placeSaid);
  const read = (place: RegExpExecArray): readonly [string, Place] => {
    // A group of the pattern that took no part is undefined, whatever the type says.
    const [, group = '', committed, gone, lag, reader] = place as readonly (string | undefined)[];
    return [
      group,
      {
        committed: committed === undefined ? null : Number(committed),
        isGone: gone !== undefined,
        lag: Number(lag ?? 0),
        reader: reader ?? null,
      },
    ];
  };
  return {
    from: Number(from),
    end: Number(end),
    places: Object.fromEntries([...places].map(read)),
  };
}

/** Who reads each of a stream's partitions for a group, by number; null where nobody does. */
export async function readersOf(
  workbench: Workbench,
  stream: string,
  group: string,
  partitionCount: number,
): Promise<readonly (string | null)[]> {
  const numbers = Array.from({ length: partitionCount }, (_, number) => number);
  const all = await Promise.all(numbers.map((number) => partitionOf(workbench, stream, number)));
  return all.map(({ places }) => places[group]?.reader ?? null);
}

/** A group by its name. */
export async function groupOf(workbench: Workbench, group: string): Promise<Group> {
  const said = await workbench.said(`Group ${group}`);
  const members = [
    ...said.matchAll(/([A-Z][\w ]* \d+) owns (nothing|p\d+(?:, p\d+)*)( and is silent)?/g),
  ];
  return {
    isRebalancing: said.includes('rebalancing'),
    generation: Number(/generation (\d+)/.exec(said)?.[1] ?? 0),
    lag: Number(/lag (\d+)/.exec(said)?.[1] ?? NaN),
    owned: Object.fromEntries(
      members.map(([, member, what]) => [member, what === 'nothing' ? '' : what]),
    ),
    silent: members.filter((member) => member.at(3) !== undefined).map(([, member]) => member),
  };
}
