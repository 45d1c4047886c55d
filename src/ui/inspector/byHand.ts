/** What a person may do now: in the past nothing, and the words that say why. */
import { type ActionOutcome, useRun, useRunContext, tellRefusal } from '../run';
import { text } from './messages.en';

export interface ByHand {
  readonly allowed: boolean;
  /** Attributes of a control that changes the world: it stays in reach and says why it rests. */
  readonly control: { readonly 'aria-disabled'?: true; readonly title?: string };
  /** Does it if it is allowed; what the run refuses is said aloud. */
  act(action: () => Promise<ActionOutcome>): void;
}

export function useByHand(): ByHand {
  const allowed = useRun((state) => state.live);
  const { announce } = useRunContext();
  return {
    allowed,
    control: allowed ? {} : { 'aria-disabled': true, title: text.pastReason },
    act(action) {
      if (!allowed) return announce(text.pastReason);
      tellRefusal(action(), announce);
    },
  };
}
