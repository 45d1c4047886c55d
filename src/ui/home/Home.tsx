/**
 * Owns the first page: what this is, a running picture of it, the way in, and the course map. It
 * gets the course and the learner's standing; it keeps nothing.
 */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { CourseEntry, CoursePart } from '../../course';
import { buttonClass, Icon } from '../tokens';
import { CourseMap } from './CourseMap';
import styles from './home.module.css';
import { homeMessages as messages } from './messages.en';
import { summarize, type CourseSummary, type Standings } from './summary';

interface HomeProps {
  readonly course: readonly CoursePart[];
  readonly standings: Standings;
  /** The stage beside the sentence, in a frame of a fixed height. */
  readonly stage: ReactNode;
}

/** The page at `#/`. */
export function Home({ course, standings, stage }: HomeProps) {
  const summary = summarize(course, standings);
  return (
    <>
      <section className={styles.hero}>
        <div className={styles.say}>
          <h1>
            {messages.sentence.map((line) => (
              <span key={line}>{line} </span>
            ))}
          </h1>
          <p>{messages.lead(summary.count)}</p>
          <WayIn course={course} summary={summary} standings={standings} />
        </div>
        <div className={styles.stage}>{stage}</div>
      </section>
      <CourseMap course={course} summary={summary} standings={standings} />
    </>
  );
}

interface WayInProps extends Omit<HomeProps, 'stage'> {
  readonly summary: CourseSummary;
}

function WayIn({ course, summary, standings }: WayInProps) {
  const lesson = summary.next ?? course.flatMap((part) => part.lessons).find(({ built }) => built);
  if (lesson === undefined) return null;
  const { label, note } = wordsOf(lesson, standings);
  return (
    <div className={styles.wayIn}>
      <Link href={`/lesson/${lesson.number}`} className={buttonClass('solid', 'large')}>
        <Icon name="play" />
        {label}
      </Link>
      <span className={styles.note}>
        {lesson.title}
        <br />
        {note}
      </span>
    </div>
  );
}

function wordsOf(lesson: CourseEntry, standings: Standings) {
  const { number, stepCount, minutes } = lesson;
  const standing = standings.get(number);
  if (standing === undefined) {
    return { label: messages.start(number), note: messages.fresh(stepCount, minutes) };
  }
  if (standing.isDone) return { label: messages.again(number), note: messages.finished };
  return {
    label: messages.continue(number),
    note: messages.underWay(standing.step, stepCount, minutes),
  };
}
