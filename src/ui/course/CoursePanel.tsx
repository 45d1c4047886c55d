/**
 * Owns how a lesson is read beside the stage: its head, the step in view, goals, the way on. It is
 * drawn from what it is given; the path and the run are decided elsewhere.
 */
import { useEffect, useMemo, useRef } from 'react';
import { Link } from 'wouter';
import { goalsOf, type Lesson, type PathView } from '../../course';
import { Button, buttonClass, Icon, type IconName } from '../tokens';
import { Blocks } from './Blocks';
import { Goals } from './Goals';
import { InlineContext } from './Inlines';
import { courseMessages as messages } from './messages.en';
import styles from './panel.module.css';
import type { CoursePanelProps } from './panelProps';
import { StepMarks, stepName, Ways } from './StepHead';

/** The panel at the left of the workbench. */
export function CoursePanel(props: CoursePanelProps) {
  const { lesson, partTitle, path } = props;
  return (
    <article className={styles.panel} aria-label={messages.panel}>
      <header className={styles.head}>
        <p className={styles.label}>{messages.part(lesson.part, partTitle)}</p>
        <h1>{lesson.title}</h1>
        <div className={styles.steps}>
          <StepMarks path={path} />
          <span className={styles.stepName}>{stepName(path)}</span>
          <Ways {...props} />
        </div>
      </header>
      <Body {...props} />
      {(path.canNext || path.isDebrief) && (
        <footer className={styles.foot}>
          {path.isDebrief ? <AfterDebrief {...props} /> : <GoOn {...props} />}
        </footer>
      )}
    </article>
  );
}

/** The panel as a sheet's content on a phone: larger text, one large button for the thumb. */
export function CourseSheet(props: CoursePanelProps) {
  const { path, primary, onBack, onNext } = props;
  return (
    <article className={`${styles.panel} ${styles.sheet}`} aria-label={messages.panel}>
      <header className={styles.sheetHead}>
        <StepMarks path={path} />
        <span className={styles.stepName}>{stepName(path)}</span>
      </header>
      <Body {...props} isSheet />
      <div className={styles.thumb}>
        <SquareButton
          icon="chevronLeft"
          label={messages.previousStep}
          isDisabled={!path.canBack}
          onClick={onBack}
        />
        {path.isDebrief ? (
          <AfterDebrief {...props} />
        ) : path.canNext || primary === null ? (
          <Button look="solid" className={styles.primary} disabled={!path.canNext} onClick={onNext}>
            {messages.nextStep}
          </Button>
        ) : (
          <Button look="solid" className={styles.primary} onClick={primary.run}>
            {primary.label}
          </Button>
        )}
        {!path.isDebrief && (
          <SquareButton
            icon="chevronRight"
            label={path.canNext ? messages.nextStep : messages.notYetNext}
            isDisabled={!path.canNext}
            onClick={onNext}
          />
        )}
      </div>
    </article>
  );
}

interface SquareButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly isDisabled: boolean;
  readonly onClick: () => void;
}

function SquareButton({ icon, label, isDisabled, onClick }: SquareButtonProps) {
  return (
    <button
      type="button"
      className={`${buttonClass('line')} ${styles.square}`}
      aria-label={label}
      disabled={isDisabled}
      onClick={onClick}
    >
      <Icon name={icon} size={20} />
    </button>
  );
}

function Body(props: CoursePanelProps & { readonly isSheet?: boolean }) {
  const { lesson, path, metrics, acts, isBuilt, onTry, onSelectPart } = props;
  const { title, blocks } = sectionOf(lesson, path);
  const goals = useMemo(() => goalsOf(lesson), [lesson]);
  const current = new Set(blocks.flatMap((block) => (block.kind === 'goal' ? block.goal.id : [])));
  const inline = useMemo(
    () => ({ metrics, acts, isBuilt, onTry, onSelectPart }),
    [metrics, acts, isBuilt, onTry, onSelectPart],
  );
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void body.current?.scrollTo({ top: 0 });
  }, [path.place]);
  return (
    <InlineContext value={inline}>
      <div ref={body} className={styles.body} tabIndex={0} role="region" aria-label={title}>
        <h2>{title}</h2>
        <Blocks {...props} blocks={blocks} />
        {current.size > 0 && <Goals {...props} goals={goals} current={current} />}
      </div>
    </InlineContext>
  );
}

function GoOn({ lesson, path, onNext }: CoursePanelProps) {
  const title = lesson.steps.at(path.place)?.title ?? messages.debrief;
  return (
    <Button look="solid" className={styles.primary} onClick={onNext}>
      <span>{messages.goOn(title)}</span>
      <Icon name="chevronRight" />
    </Button>
  );
}

/** The end of the lesson, if nothing is left open, and what comes after it. */
function AfterDebrief({ lesson, path, nextLesson, onNext }: CoursePanelProps) {
  if (!path.isFinished && path.canNext) {
    return (
      <Button look="solid" className={styles.primary} onClick={onNext}>
        {messages.finish}
      </Button>
    );
  }
  const open = path.marks.findIndex((mark) => mark !== 'done') + 1;
  if (!path.isFinished) {
    return (
      <Link
        href={`/lesson/${lesson.number}/${open}`}
        className={`${buttonClass('line')} ${styles.primary}`}
      >
        {messages.stillOpen(open)}
      </Link>
    );
  }
  const courseLook = buttonClass(nextLesson === null ? 'solid' : 'line');
  return (
    <>
      {nextLesson !== null && (
        <Link
          href={`/lesson/${nextLesson.number}`}
          className={`${buttonClass('solid')} ${styles.primary}`}
        >
          {messages.nextLesson(nextLesson.number, nextLesson.title)}
        </Link>
      )}
      <Link href="/" className={`${courseLook} ${styles.primary}`}>
        {messages.toCourse}
      </Link>
    </>
  );
}

function sectionOf(lesson: Lesson, { place }: PathView) {
  const step = lesson.steps.at(place - 1);
  return step ?? { title: messages.debrief, blocks: lesson.debrief.blocks };
}
