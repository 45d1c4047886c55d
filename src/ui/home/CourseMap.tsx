/**
 * Owns the course map: a partition for each part, a cell for each lesson, the learner's flag. What
 * is not built yet stands in its place, says so, and cannot be opened.
 */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { CourseEntry, CoursePart } from '../../course';
import { Glyph } from '../tokens';
import styles from './courseMap.module.css';
import { homeMessages as messages } from './messages.en';
import type { CourseSummary, Standings } from './summary';

interface CourseMapProps {
  readonly course: readonly CoursePart[];
  readonly summary: CourseSummary;
  readonly standings: Standings;
}

type CellState = 'done' | 'next' | 'open' | 'notBuilt';

/** All parts with all their lessons. */
export function CourseMap({ course, summary, standings }: CourseMapProps) {
  const { count, done, minutes, next } = summary;
  const stateOf = ({ number, built }: CourseEntry): CellState => {
    if (!built) return 'notBuilt';
    if (standings.get(number)?.isDone) return 'done';
    return number === next?.number ? 'next' : 'open';
  };
  return (
    <section className={styles.map} aria-labelledby="course-map">
      <div className={styles.head}>
        <h2 id="course-map">{messages.mapTitle}</h2>
        <p>{messages.mapLine}</p>
        <p className={`num ${styles.figures}`}>
          <span>
            <b>{messages.offset(done)}</b> {messages.ofCount(count)}
          </span>
          <b>{messages.lag(count - done)}</b>
          <span>{messages.inAll(minutes)}</span>
        </p>
      </div>
      <ol className={styles.parts}>
        {course.map(({ number, title, line, lessons }) => (
          <li key={number} className={styles.part}>
            <div className={styles.partHead}>
              <span className="num" aria-hidden="true">
                {number}
              </span>
              <div>
                <h3 aria-label={messages.part(number, title)}>{title}</h3>
                <p>{line}</p>
              </div>
            </div>
            <ol className={styles.strip}>
              {lessons.map((lesson) => (
                <Cell key={lesson.number} lesson={lesson} state={stateOf(lesson)} />
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Cell({ lesson, state }: { readonly lesson: CourseEntry; readonly state: CellState }) {
  const { number, title, minutes } = lesson;
  const content = (
    <>
      <span className={styles.cellHead}>
        {state === 'next' ? <Flag /> : <Offset state={state} />}
        <span className="num">{number}</span>
        <span className={`num ${styles.minutes}`}>
          {state === 'notBuilt' ? messages.notYet : messages.minutes(minutes)}
        </span>
      </span>
      <span className={styles.title}>{title}</span>
      <span className="vh">, {messages.said[state]}</span>
    </>
  );
  return (
    <li className={`${styles.cell} ${styles[state]}`}>
      {state === 'notBuilt' ? (
        <NotBuilt>{content}</NotBuilt>
      ) : (
        <Link href={`/lesson/${number}`} className={styles.body}>
          {content}
        </Link>
      )}
    </li>
  );
}

/** A lesson without content: there to be read, not to be opened. */
function NotBuilt({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.body} role="link" aria-disabled="true">
      {children}
    </div>
  );
}

function Offset({ state }: { readonly state: CellState }) {
  if (state === 'done') return <Glyph kind="event" size={14} />;
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
      <circle cx="7" cy="7" r="5" fill="none" stroke="var(--line-2)" strokeWidth="1.25" />
    </svg>
  );
}

function Flag() {
  return (
    <span className={styles.flag} aria-hidden="true">
      {messages.you}
    </span>
  );
}
