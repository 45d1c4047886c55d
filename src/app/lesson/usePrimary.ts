/**
 * Owns the large button of the sheet: on a phone, the step's deed within reach of a thumb. It
 * offers to kill or revive the first service that the step's text names, where that is the deed.
 */
import { useMemo } from 'react';
import type { Block, Inline, Lesson, PathView, ScriptStep } from '../../course';
import { isRunning } from '../../projection';
import type { CoursePanelProps } from '../../ui/course';
import { useRun, useRunActions } from '../../ui/run';
import { lessonMessages as messages } from './messages.en';

/** What to offer now; null where the step asks for no deed. */
export function usePrimary(lesson: Lesson, { place }: PathView): CoursePanelProps['primary'] {
  const blocks = lesson.steps.at(place - 1)?.blocks;
  const part = useMemo(() => (blocks ? partToActOn(blocks) : null), [blocks]);
  const actions = useRunActions();
  const isLive = useRun((run) => run.live);
  const node = useRun((run) => (part === null ? undefined : run.stage.nodes[part]));
  if (part === null || !isRunning(node)) return null;
  if (!isLive) return { label: messages.returnToLive, run: () => actions.head() };
  return node.health === 'dead'
    ? { label: messages.revive(node.label), run: () => void actions.revive(part) }
    : { label: messages.kill(node.label), run: () => void actions.kill(part) };
}

/**
 * A step without a goal asks for no deed, and a goal that is a question is answered by selecting.
 * What the deed is, the button of the last hint knows: it kills the whole part, or it does not.
 */
function partToActOn(blocks: readonly Block[]): string | null {
  const goals = blocks.flatMap((block) => (block.kind === 'goal' ? [block.goal] : []));
  const scripts = goals
    .filter(({ asksSelection }) => !asksSelection)
    .flatMap(({ hints }) => hints.flatMap(({ act }) => act?.script ?? []));
  const texts = blocks.flatMap((block): readonly Inline[] => {
    if (block.kind === 'paragraph') return block.inlines;
    return block.kind === 'list' ? block.items.flat() : [];
  });
  const service = texts.find((inline) => inline.kind === 'service');
  if (service?.kind !== 'service') return null;
  return scripts.some((step) => kills(step, service.part)) ? service.part : null;
}

function kills(step: ScriptStep, part: string): boolean {
  if (step.kind === 'repeat') return step.steps.some((one) => kills(one, part));
  if (step.kind !== 'intervene') return false;
  const { intervention } = step;
  const isKill = intervention.kind === 'Kill' && intervention.instance === undefined;
  return isKill && intervention.part === part;
}
