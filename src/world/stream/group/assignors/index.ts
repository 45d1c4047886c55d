/** The assignors by the names under which a group knows them (K5). */
import { assertNever } from '../../../../kernel';
import type { AssignorName } from '../schema';
import type { Assignment, AssignorInput } from './assignor';
import { assignCooperativeSticky } from './cooperativeSticky';
import { assignRange } from './range';
import { assignRoundRobin } from './roundRobin';
import { assignSticky } from './sticky';
import { assignUniform } from './uniform';

export type { Assignment, AssignorInput, AssignorMember, TopicPartition } from './assignor';

/**
 * Divides a group by the assignor of a name: what each member shall own. Under cooperativeSticky
 * it is one round: what has to change hands is in no list until its owner has let go (K6).
 */
export function assignBy(name: AssignorName, input: AssignorInput): Assignment {
  switch (name) {
    case 'range':
      return assignRange(input);
    case 'roundrobin':
      return assignRoundRobin(input);
    case 'sticky':
      return assignSticky(input);
    case 'cooperativeSticky':
      return assignCooperativeSticky(input);
    case 'uniform':
      return assignUniform(input);
    default:
      return assertNever(name);
  }
}
