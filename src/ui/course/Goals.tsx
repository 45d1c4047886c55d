/**
 * Owns the list of goals: what is met, how far the others are, what a near miss lacked, and the
 * ladder of hints. Whether a goal is met is decided by the run.
 */
import { useEffect, useRef } from 'react';
import type { GoalText, GoalView, Inline } from '../../course';
import { Button, Icon } from '../tokens';
import styles from './goals.module.css';
import { Inlines } from './Inlines';
import { courseMessages as messages } from './messages.en';
import type { CoursePanelProps } from './panelProps';

interface GoalsProps extends Pick<CoursePanelProps, 'path' | 'acts' | 'onHint' | 'onAct'> {
  /** All goals of the lesson, in its order. */
  readonly goals: readonly GoalText[];
  /** Goals of the step in view: only these have hints and feedback. */
  readonly current: ReadonlySet<string>;
}

/** All goals of the lesson; those of the step in view can be helped with. */
export function Goals({ goals, current, path, acts, onHint, onAct }: GoalsProps) {
  const metCount = goals.filter(({ id }) => path.goals[id].met).length;
  return (
    <section className={styles.goals}>
      <div className={styles.head}>
        <h3>{messages.goals}</h3>
        <span className="num">{messages.metOf(metCount, goals.length)}</span>
      </div>
      <ul>
        {goals.map((goal) => {
          const view = path.goals[goal.id];
          const isHelped = current.has(goal.id) && !view.met;
          return (
            <li key={goal.id}>
              <Aim title={goal.title} isMet={view.met} progress={view.progress} />
              {isHelped && (
                <Help
                  goal={goal}
                  view={view}
                  act={acts[goal.id]}
                  onHint={() => onHint(goal.id)}
                  onAct={() => onAct(goal.id)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface AimProps {
  readonly title: readonly Inline[];
  readonly isMet: boolean;
  readonly progress: GoalView['progress'];
}

/** Something to be reached, with a box that fills itself: a goal, or what is waited for. */
export function Aim({ title, isMet, progress }: AimProps) {
  const shown = isMet ? null : progress;
  return (
    <div className={`${styles.aim} ${isMet ? styles.met : ''}`}>
      <span className={styles.box}>{isMet && <Icon name="check" size={14} />}</span>
      <span className={styles.title}>
        <Inlines of={title} />
        <span className="vh">, {isMet ? messages.met : messages.notMet}</span>
        {shown !== null && (
          <span className={styles.meter} aria-hidden="true">
            <i style={{ width: `${Math.min(100, (100 * shown.value) / shown.of)}%` }} />
          </span>
        )}
      </span>
      {shown !== null && (
        <span className={`num ${styles.count}`}>{messages.count(shown.value, shown.of)}</span>
      )}
    </div>
  );
}

interface HelpProps {
  readonly goal: GoalText;
  readonly view: GoalView;
  readonly act: 'running' | 'done' | undefined;
  readonly onHint: () => void;
  readonly onAct: () => void;
}

function Help({ goal, view, act, onHint, onAct }: HelpProps) {
  const { hints } = goal;
  const { nearMiss, hintsShown } = view;
  const help = useRef<HTMLDivElement>(null);
  const scrolledFor = useRef(hintsShown);
  useEffect(() => {
    if (scrolledFor.current === hintsShown) return;
    scrolledFor.current = hintsShown;
    void help.current?.scrollIntoView({ block: 'nearest' });
  }, [hintsShown]);
  return (
    <div ref={help} className={styles.help}>
      <div role="status">
        {nearMiss !== null && <p className={styles.feedback}>{nearMiss}</p>}
        {act === 'done' && <p className={styles.feedback}>{hints.at(-1)?.act?.done}</p>}
      </div>
      {hints.slice(0, hintsShown).map(({ text, act: offer }, index) => (
        <div key={index} className={styles.hint}>
          <p>
            <b>{messages.hint(index + 1, hints.length)}.</b> <Inlines of={text} />
          </p>
          {offer !== null && (
            <Button size="small" icon="play" disabled={act === 'running'} onClick={onAct}>
              {act === 'running' ? messages.acting : offer.label}
            </Button>
          )}
        </div>
      ))}
      {hintsShown < hints.length && (
        <Button size="small" className={styles.more} onClick={onHint}>
          {messages.hint(hintsShown + 1, hints.length)}
        </Button>
      )}
    </div>
  );
}
