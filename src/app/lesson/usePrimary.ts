/**
 * Owns the large button of the sheet: on a phone, the step's deed within reach of a thumb. It
 * offers to kill or revive the first service that the step's text names.
 */
import { useMemo } from 'react';
import type { Block, Inline, Lesson, PathView } from '../../course';
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
  if (part === null || node === undefined || node.kind === 'broker') return null;
  if (!isLive) return { label: messages.returnToLive, run: () => actions.head() };
  return node.health === 'dead'
    ? { label: messages.revive(node.label), run: () => void actions.revive(part) }
    : { label: messages.kill(node.label), run: () => void actions.kill(part) };
}

/** A step without a goal asks for no deed. A goal that is a question is answered by selecting. */
function partToActOn(blocks: readonly Block[]): string | null {
  const asksForDeed = blocks.some((block) => block.kind === 'goal' && !block.goal.asksSelection);
  if (!asksForDeed) return null;
  const texts = blocks.flatMap((block): readonly Inline[] => {
    if (block.kind === 'paragraph') return block.inlines;
    return block.kind === 'list' ? block.items.flat() : [];
  });
  const service = texts.find((inline) => inline.kind === 'service');
  return service?.kind === 'service' ? service.part : null;
}
