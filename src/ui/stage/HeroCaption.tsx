/** Owns the line over the home page's stage: that it is live, what runs there, and the clock. */
import type { ReactNode } from 'react';
import { Pill } from '../tokens';
import { stageText } from './messages.en';
import styles from './stage.module.css';
import { useStageView } from './stageContext';

export function HeroCaption({ children }: { readonly children: ReactNode }) {
  const clockMs = useStageView((view) => view.clockMs);
  return (
    <div className={styles.caption}>
      <Pill tone="live" size="small">
        {stageText.hero.live}
      </Pill>
      <span>{children}</span>
      <span className={`num ${styles.captionClock}`}>{stageText.clock(clockMs)}</span>
    </div>
  );
}
