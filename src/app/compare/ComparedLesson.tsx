/**
 * Owns the page of a lesson that puts two runs side by side: the lesson's text and the comparison
 * brought together. What is compared, and how it is shown, is theirs.
 */
import type { Comparison, Lesson } from '../../course';
import { Compare, type ComparedRuns } from '../../ui/compare';
import { CoursePanel, CourseSheet, type CoursePanelProps } from '../../ui/course';
import { RunContext, useRun } from '../../ui/run';

interface ComparedLessonProps {
  readonly lesson: Lesson;
  readonly comparison: Comparison;
  readonly sides: ComparedRuns;
  /** What the lesson's panel is given, whatever runs. */
  readonly panel: (atMs: () => number) => Omit<CoursePanelProps, RunProps>;
}

/** What the panel is given by the runs. */
type RunProps = 'metrics' | 'primary' | 'onSelectPart';

/** Loaded with the first such lesson: hence the default export. */
export default function ComparedLesson(props: ComparedLessonProps) {
  return (
    <RunContext value={props.sides.joint}>
      <Compared {...props} />
    </RunContext>
  );
}

function Compared({ lesson, comparison, sides, panel }: ComparedLessonProps) {
  const metrics = useRun((state) => state.metrics);
  const props: CoursePanelProps = {
    ...panel(() => sides.joint.store.getState().cursor.atMs),
    metrics,
    primary: null,
    onSelectPart: (part) => select(sides, part),
  };
  return (
    <Compare
      runs={sides}
      comparison={comparison}
      lesson={<CoursePanel {...props} />}
      lessonSheet={<CourseSheet {...props} />}
      lessonTitle={lesson.title}
    />
  );
}

/** Selects a part where it is: on the left, or on the right alone. */
function select({ left, right }: ComparedRuns, part: string): void {
  const isLeft = left.topology.parts.some(({ id }) => id === part);
  (isLeft ? left : right).actions.select({ part });
}
