/**
 * Owns what stands where stage, inspector and timeline will be while a run is being opened: their
 * frames at once, and a little later dashed outlines of what will stand on the stage.
 */
import { outlinesOf } from './outlines';
import type { Lesson } from '../../course';
import styles from './opening.module.css';

interface OpeningStageProps {
  readonly lesson: Lesson;
  readonly variant: 'wide' | 'narrow';
}

/** The stage's frame. */
export function OpeningStage({ lesson, variant }: OpeningStageProps) {
  const outlines = outlinesOf(lesson.run.scenario, variant);
  return (
    <div className={styles.stage} aria-busy="true">
      {variant === 'wide' && <div className={styles.bar} />}
      {outlines !== null && (
        <svg
          className={styles.outlines}
          viewBox={`0 0 ${outlines.width} ${outlines.height}`}
          preserveAspectRatio="xMidYMid meet"
          aria-hidden="true"
        >
          {outlines.places.map(({ id, ...place }) => (
            <rect key={id} {...place} rx={8} />
          ))}
        </svg>
      )}
    </div>
  );
}

/** The timeline's frame, as high as the timeline. */
export function OpeningTimeline({ variant }: Pick<OpeningStageProps, 'variant'>) {
  return <div className={`${styles.timeline} ${styles[variant]}`} aria-busy="true" />;
}
