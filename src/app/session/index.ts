/** The runs of the page: opened in the engine, kept by storage, handed to the views. */
export { openLessonRun } from './lessonRun';
export { openOnPage, type OpenedRun } from './openedRun';
