/**
 * Owns what is said aloud when a group changes: who left, that it is divided anew, who owns what
 * afterwards. Only time that goes on is told, no travel through it.
 */
import { useEffect } from 'react';
import type { GroupView, StageView } from '../../projection';
import { type RunState, useRunContext } from '../run';
import { streamText } from './streamMessages.en';

const keyOf = ({ service, instance }: GroupView['members'][number]): string =>
  `${service} ${instance}`;

const groupsOf = ({ nodes }: StageView): readonly GroupView[] =>
  Object.values(nodes).flatMap((node) => (node.kind === 'cluster' ? node.groups : []));

/** What to say of one group that changed; null if nothing is worth it. */
export function newsOf(before: GroupView, after: GroupView): string | null {
  if (before === after) return null;
  const { label, members, generation } = after;
  if (after.rebalancing) {
    const there = new Set(members.map(keyOf));
    const gone = before.members
      .filter((one) => !there.has(keyOf(one)))
      .map((one) => streamText.member(one.label, one.instance));
    if (gone.length > 0) return streamText.expired(label, gone);
    return before.rebalancing ? null : streamText.rebalancing(label, generation);
  }
  if (!before.rebalancing && before.generation === generation) return null;
  const owners = members.map((one) =>
    streamText.nowOwns(
      streamText.member(one.label, one.instance),
      one.owned.map(({ partition }) => streamText.partition(partition)),
    ),
  );
  return owners.length === 0 ? null : streamText.owns(label, owners);
}

/** Says the news of all groups of the run as time goes on. */
export function useGroupNews(): void {
  const { store, announce } = useRunContext();
  useEffect(() => {
    const tell = (now: RunState, before: RunState): void => {
      if (now.stage === before.stage || !now.live || !before.live) return;
      const old = new Map(groupsOf(before.stage).map((group) => [group.id, group]));
      for (const group of groupsOf(now.stage)) {
        const was = old.get(group.id);
        const news = was === undefined ? null : newsOf(was, group);
        if (news !== null) announce(news);
      }
    };
    return store.subscribe(tell);
  }, [store, announce]);
}
