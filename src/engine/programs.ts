/** Turns emitted code into behaviours and goals, with the kernel's own mathematics. */
import {
  createBehaviour,
  type Evaluate,
  type ExactMath,
  loadModule,
  loadProgram,
} from '../handlers';
import type { GoalModule } from '../scenario';
import { drawUnit } from '../timeline';
import type { Behaviour } from '../world';
import type { HostServices } from './host';

/** Loading code by a host's one way to run text. */
export function programsOf(
  evaluate: Evaluate,
  exactMath: ExactMath,
): Pick<HostServices, 'loadBehaviour' | 'loadGoals'> {
  return {
    loadBehaviour: (code): Behaviour =>
      createBehaviour(loadProgram(code, evaluate, exactMath), drawUnit),
    loadGoals: (code) => {
      const module = loadModule(code, evaluate, exactMath);
      return module as GoalModule; // a lesson's own module, compiled with its types checked
    },
  };
}
