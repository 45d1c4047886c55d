/** Owns the marks of the steps and the ways back and on. Which way is open is the path's. */
import type { PathView } from '../../course';
import { IconButton } from '../tokens';
import { courseMessages as messages } from './messages.en';
import type { CoursePanelProps } from './panelProps';
import styles from './stepHead.module.css';

/** "Step 3 of 5", or that this is the debrief. */
export function stepName(path: PathView): string {
  return path.isDebrief ? messages.debrief : messages.stepOf(path.place, path.stepCount);
}

/** A mark for each step: done, here, to come. */
export function StepMarks({ path }: { readonly path: PathView }) {
  return (
    <ol className={styles.marks} aria-hidden="true">
      {path.marks.map((mark, index) => (
        <li key={index} className={index + 1 === path.place ? styles.here : styles[mark]} />
      ))}
    </ol>
  );
}

type WaysProps = Pick<CoursePanelProps, 'path' | 'onBack' | 'onNext'>;

/** The two small buttons beside the marks. */
export function Ways({ path, onBack, onNext }: WaysProps) {
  const canGoOn = path.canNext && !path.isDebrief;
  return (
    <>
      <IconButton
        look="line"
        size="small"
        icon="chevronLeft"
        label={messages.previousStep}
        shortcut="Alt ←"
        disabled={!path.canBack}
        onClick={onBack}
      />
      <IconButton
        look="line"
        size="small"
        icon="chevronRight"
        label={canGoOn || path.isDebrief ? messages.nextStep : messages.notYetNext}
        shortcut="Alt →"
        disabled={!canGoOn}
        onClick={onNext}
      />
    </>
  );
}
