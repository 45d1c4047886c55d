/** A lesson as it is read: the panel beside the stage, and the same in a sheet. */
export { CoursePanel, CourseSheet } from './CoursePanel';
export type { ActState, CoursePanelProps } from './panelProps';
