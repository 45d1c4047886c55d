/** Owns opening a lesson's run: the one that storage has for this tab, a new one, or two. */
import { type Comparison, goalSidesOf, goalsOf, type Lesson } from '../../course';
import { showNotice } from '../../ui/shell';
import type { LessonRun } from '../lesson/lessonRun';
import { pageStorage } from '../stores/keeping';
import { sessionMessages as messages } from './messages.en';
import { openPairOnPage } from './openedPair';
import { openOnPage, type SelectCorrelation } from './openedRun';
import { createScriptHost } from './scriptHost';

/** Opens the run of a lesson, or its two. Throws OpenError, or EngineLost. */
export function openLessonRun(lesson: Lesson): Promise<LessonRun> {
  const { comparison } = lesson;
  return comparison === undefined ? openOne(lesson) : openTwo(lesson, comparison);
}

/** What the learner selects answers every goal that asks for it. */
function answering(lesson: Lesson): SelectCorrelation {
  const asking = goalsOf(lesson).filter(({ asksSelection }) => asksSelection);
  return (handle, correlation) => {
    for (const { id } of asking) void handle.answer({ kind: 'Selected', goal: id, correlation });
  };
}

/** Two runs begin anew each time: they live in memory. */
async function openTwo(lesson: Lesson, comparison: Comparison): Promise<LessonRun> {
  const { left, right, scenario, partners } = comparison;
  const one = { ...lesson.run, seed: null, storedAs: null, resume: false };
  const pair = await openPairOnPage(
    { left: one, right: { ...one, scenario }, partners },
    {
      lanes: { left: [left.service], right: [right.service] },
      laneLabel: (side, label) => messages.laneOf(comparison[side].name, label),
      goalSides: goalSidesOf(lesson),
      selectCorrelation: answering(lesson),
    },
  );
  const { handle } = pair.left;
  const newest = () => pair.joint.store.getState();
  return {
    context: pair.joint,
    sides: { left: pair.left.context, right: pair.right.context, joint: pair.joint },
    host: createScriptHost({ handle, newest, onFrame: pair.onSettled }),
    answer: (answer) => void handle.answer(answer),
    close: pair.close,
  };
}

/** Where it was left. */
async function openOne(lesson: Lesson): Promise<LessonRun> {
  // Without storage the lesson goes on in memory; the strip says so.
  const claim = await pageStorage()
    .runs.claim(lesson.number)
    .catch(() => null);
  const opened = await openOnPage(
    { ...lesson.run, seed: null, storedAs: claim?.id ?? null, resume: true },
    answering(lesson),
  );
  if (claim?.sharedWithAnotherTab === true) tell('other-tab', messages.otherTab);
  const { found } = opened.handle;
  if (found === 'rerun') tell('rerun', messages.rerun);
  if (found === 'rerunDiffers') tell('rerun', messages.rerunDiffers);
  return {
    context: opened.context,
    sides: null,
    host: createScriptHost(opened),
    answer: (answer) => void opened.handle.answer(answer),
    close: opened.close,
  };
}

function tell(id: string, text: string): void {
  showNotice({ id, tone: 'plain', text, closable: true, actions: [] });
}
