/**
 * The timeline in its three variants: the workbench's with transport, lanes and log; the phone's,
 * compact; and the home page's, a picture of it that can be dragged.
 */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { LogView } from '../log';
import { useRun } from '../run';
import { text } from './messages.en';
import styles from './timeline.module.css';
import { timelineViews } from './timelineViews';
import { Track } from './Track';
import { trackHeight, trackShape, type TrackVariant } from './trackShape';
import { NarrowTransport, PlayButton, WideTransport } from './Transport';

interface TimelineProps {
  readonly variant: TrackVariant;
  /** What stands in the place of the run's own log, from the height that it has. */
  readonly log?: (height: number) => ReactNode;
  /** Where there is little room, too: for two runs, whose lanes are there to be compared. */
  readonly allLanes?: boolean;
}

export function Timeline({ variant, log, allLanes = false }: TimelineProps) {
  const view = useStore(timelineViews, (state) => state.view);
  const logHeight = useLogHeight(variant);
  if (variant === 'hero') return <HeroTimeline />;
  return (
    <section className={styles.timeline} aria-label={text.timeline}>
      {variant === 'wide' ? <WideTransport /> : <NarrowTransport />}
      {view === 'lanes' ? (
        <Track variant={variant} allLanes={allLanes} />
      ) : (
        (log?.(logHeight) ?? <LogView height={logHeight} />)
      )}
    </section>
  );
}

const LOG_HEIGHT_MIN = 176;
const LOG_HEIGHT_NARROW = 240;

/** As high as the lanes, so that the stage stands still when one looks at the log. */
function useLogHeight(variant: TrackVariant): number {
  const lanes = useRun((state) => state.timeline.lanes.length);
  const futures = useRun((state) => state.timeline.branches.length);
  if (variant === 'narrow') return LOG_HEIGHT_NARROW;
  return Math.max(LOG_HEIGHT_MIN, trackHeight(trackShape(variant), futures - 1, lanes));
}

/** Play, the trunk with its faults and one lane: enough to be dragged back. */
function HeroTimeline() {
  return (
    <section className={`${styles.timeline} ${styles.hero}`} aria-label={text.timeline}>
      <div className={styles.heroPlay}>
        <PlayButton />
      </div>
      <Track variant="hero" />
    </section>
  );
}
