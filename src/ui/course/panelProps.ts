/**
 * Owns what the course panel is given and what it says back. The panel keeps nothing but what is
 * half chosen: the path, the run and what was answered come from outside.
 */
import type { Lesson, PathView } from '../../course';

/** What became of what the panel offered to do, by the goal's or the offer's id. */
export type ActState = 'running' | 'done';

export interface CoursePanelProps {
  readonly lesson: Lesson;
  readonly partTitle: string;
  readonly path: PathView;
  /** Numbers that the text speaks of, by id. */
  readonly metrics: { readonly [id: string]: number };
  readonly acts: { readonly [id: string]: ActState };
  /** The lesson after this one, if it can be opened. */
  readonly nextLesson: { readonly number: number; readonly title: string } | null;
  /** One thing to do now, for a thumb: the large button of the sheet. */
  readonly primary: { readonly label: string; readonly run: () => void } | null;
  readonly isBuilt: (lesson: number) => boolean;
  readonly formatTime: (atMs: number) => string;
  readonly onBack: () => void;
  /** To the next step; in the debrief it finishes the lesson. */
  readonly onNext: () => void;
  /** Locks a prediction; it is never edited afterwards. */
  readonly onPredict: (question: string, option: number) => void;
  readonly onHint: (goal: string) => void;
  /** Does what the goal's last hint offers. */
  readonly onAct: (goal: string) => void;
  readonly onTry: (id: string) => void;
  readonly onSelectPart: (part: string) => void;
}
