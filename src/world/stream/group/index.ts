/**
 * Consumer groups and share groups (K4 to K7, K9, K15): who owns which partition, how far the
 * group has come, and how that changes when members come and go.
 */
import type { PartDefinition } from '../../part';
import { interveneAtGroup } from './byHand';
import { groupDecide, receiveAtGroup } from './decide';
import { groupEvolve } from './evolve';
import { type GroupState, initialGroup, loadGroup, saveGroup } from './state';

/** A group of readers of streams; it stands in a cluster, where its coordinator is. */
export const groupPart: PartDefinition<GroupState> = {
  kind: 'group',
  initial: initialGroup,
  save: saveGroup,
  load: loadGroup,
  evolve: groupEvolve,
  decide: groupDecide,
  receive: receiveAtGroup,
  intervene: interveneAtGroup,
};

export { wakeShareGroups } from './share/decide';
export type { GroupState } from './state';
