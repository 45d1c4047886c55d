/** What the run refuses is said, never swallowed. */
import type { ActionOutcome } from './context';

/** Announces the reason if an action is refused. */
export function tellRefusal(
  outcome: Promise<ActionOutcome>,
  announce: (text: string) => void,
): void {
  void outcome.then((became) => {
    if (became.kind === 'refused') announce(became.reason);
  });
}
