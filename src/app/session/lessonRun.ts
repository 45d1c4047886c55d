/** Owns opening a lesson's run: the one that storage has for this tab, or a new one. */
import { goalsOf, type Lesson } from '../../course';
import { showNotice } from '../../ui/shell';
import type { LessonRun } from '../lesson/lessonRun';
import { pageStorage } from '../stores/keeping';
import { sessionMessages as messages } from './messages.en';
import { openOnPage } from './openedRun';
import { createScriptHost } from './scriptHost';

/** Opens the run of a lesson, where it was left. Throws OpenError, or EngineLost. */
export async function openLessonRun(lesson: Lesson): Promise<LessonRun> {
  // Without storage the lesson goes on in memory; the strip says so.
  const claim = await pageStorage()
    .runs.claim(lesson.number)
    .catch(() => null);
  const asking = goalsOf(lesson).filter(({ asksSelection }) => asksSelection);
  const opened = await openOnPage(
    { ...lesson.run, seed: null, storedAs: claim?.id ?? null, resume: true },
    (handle, correlation) => {
      for (const { id } of asking) {
        void handle.answer({ kind: 'Selected', goal: id, correlation });
      }
    },
  );
  if (claim?.sharedWithAnotherTab === true) tell('other-tab', messages.otherTab);
  const { found } = opened.handle;
  if (found === 'rerun') tell('rerun', messages.rerun);
  if (found === 'rerunDiffers') tell('rerun', messages.rerunDiffers);
  return {
    context: opened.context,
    host: createScriptHost(opened),
    answer: (answer) => void opened.handle.answer(answer),
    close: opened.close,
  };
}

function tell(id: string, text: string): void {
  showNotice({ id, tone: 'plain', text, closable: true, actions: [] });
}
