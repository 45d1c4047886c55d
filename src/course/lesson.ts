/**
 * A lesson as data, compiled from `lesson.en.md`: what the learner reads, step by step. Types
 * only; the compiler is `app/build/lessonsPlugin.ts`, the learner's path is `path.ts`.
 */
import type { LearnerAnswer } from '../scenario';
import type { Intervention, Json } from '../world';

/** A run of text with its marks. `metric` is filled from the run, `try` is a button. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'emphasis'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'key'; readonly text: string }
  | { readonly kind: 'service'; readonly label: string; readonly part: string }
  /** A message type with its shape. */
  | { readonly kind: 'message'; readonly type: string; readonly form: string }
  /** A number from the run; with `unit` it is followed by the word that goes with it. */
  | { readonly kind: 'metric'; readonly id: string; readonly unit: Unit | null }
  | { readonly kind: 'try'; readonly label: string; readonly id: string }
  | { readonly kind: 'link'; readonly label: string; readonly lesson: number };

/** A word in singular and plural: "1 customer", "2 customers". */
export interface Unit {
  readonly one: string;
  readonly other: string;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'until'; readonly id: string; readonly text: readonly Inline[] }
  | { readonly kind: 'predict'; readonly question: Question }
  | { readonly kind: 'goal'; readonly goal: GoalText };

/** A question answered before running; never edited afterwards. */
export interface Question {
  readonly id: string;
  /** True: time stands still on this step until it is answered. */
  readonly holdsRun: boolean;
  readonly text: readonly Inline[];
  readonly options: readonly {
    readonly text: readonly Inline[];
    readonly right: boolean;
    /** Said after the prediction is locked, if this option was chosen (and for the right one). */
    readonly reply: readonly Inline[] | null;
  }[];
}

/** The words of a goal; its verdict comes from the engine under the same id. */
export interface GoalText {
  readonly id: string;
  /** Imperative, short: "Kill Payment with a message in its hands". */
  readonly title: readonly Inline[];
  /** True: it is answered by selecting a message's correlation, such as "order-17". */
  readonly asksSelection: boolean;
  /** In a comparison: where it is to be met; without a word, on either side. */
  readonly side?: 'left' | 'right' | 'both';
  /** Near misses by text id; `{name}` stands for a value. */
  readonly nearMisses: { readonly [text: string]: string };
  /** Three hints, each a little more; the last one offers to do it. */
  readonly hints: readonly Hint[];
}

export interface Hint {
  readonly text: readonly Inline[];
  /** A button that does it, and what it says it did. */
  readonly act: HintAct | null;
}

/** What a hint's button does: a script of interventions and waits, carried out in order. */
export interface HintAct {
  readonly label: string;
  readonly done: string;
  readonly script: readonly ScriptStep[];
}

/**
 * One step of a hint's or a `try`'s script. Times are virtual ms. `{name}` inside the texts of
 * an answer stands for a metric.
 */
export type ScriptStep =
  | { readonly kind: 'intervene'; readonly intervention: Intervention }
  /** Lets time go on until a condition holds, at most `atMostMs`. */
  | { readonly kind: 'wait'; readonly for: ScriptWait; readonly atMostMs: number }
  /** Looks back at the start or at the last kill on this branch, `plusMs` later (or earlier). */
  | { readonly kind: 'rewind'; readonly to: 'start' | 'lastKill'; readonly plusMs: number }
  | { readonly kind: 'fork'; readonly keepLater: boolean; readonly label: string }
  | { readonly kind: 'answer'; readonly answer: LearnerAnswer }
  /** Carries the steps out again while the condition does not hold, `attempts` times at most. */
  | {
      readonly kind: 'repeat';
      readonly until: ScriptWait;
      readonly attempts: number;
      readonly steps: readonly ScriptStep[];
    }
  | { readonly kind: 'play' };

export type ScriptWait =
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'goal'; readonly id: string }
  | { readonly kind: 'metric'; readonly id: string; readonly atLeast: number }
  /** `part` has this many instances at work. */
  | { readonly kind: 'busy'; readonly part: string; readonly atLeast: number };

export interface Step {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface Debrief {
  readonly blocks: readonly Block[];
}

/** One of two runs that are compared. */
export interface ComparisonSide {
  /** In a word, for bars and lanes: "queue". */
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  /** Id of the service whose work is compared. */
  readonly service: string;
}

/** Two runs under one clock. The left one is the lesson's own; the right one has another world. */
export interface Comparison {
  readonly left: ComparisonSide;
  readonly right: ComparisonSide;
  /** The right one's scenario. */
  readonly scenario: Json;
  /** Parts that stand for one another under different ids: left id → right id. */
  readonly partners: { readonly [left: string]: string };
  /** Field of a message's data that is its key; null: the key that it was sent with. */
  readonly key: string | null;
  /** What both are given, in words; null: as the workload says. */
  readonly input: string | null;
  /** Why a measure came out as it did, by the measure's name. */
  readonly notes: { readonly [measure: string]: string };
}

/** A lesson as the page loads it, when it is opened. */
export interface Lesson {
  readonly number: number;
  readonly part: number;
  readonly title: string;
  readonly minutes: number;
  readonly teaches: string;
  /** What makes it work, in a few words; the ablation takes it away. */
  readonly mechanism: string;
  /** Documents whose ideas it carries; see lessons/COVERAGE.md. */
  readonly sources: readonly string[];
  /** Numbers of the lessons that it builds on. */
  readonly needs: readonly number[];
  readonly steps: readonly Step[];
  readonly debrief: Debrief;
  /** Branch-making offers by id (`:try[…]`): where to go back to, what to change. */
  readonly tries: { readonly [id: string]: readonly ScriptStep[] };
  /** What the engine is given; see engine's OpenRun. */
  readonly run: {
    readonly scenario: Json;
    readonly handlers: { readonly [path: string]: string };
    readonly sources: { readonly [path: string]: string };
    readonly goals: string | null;
    readonly waits: { readonly [id: string]: { readonly message: string; readonly count: number } };
  };
  /** Where two runs stand side by side; absent from a lesson with one. */
  readonly comparison?: Comparison;
}

/** A place in the course map. `built` lessons can be opened, the others say that they cannot. */
export interface CourseEntry {
  readonly number: number;
  readonly title: string;
  readonly minutes: number;
  readonly built: boolean;
  readonly stepCount: number;
}

/** One of the seven parts. */
export interface CoursePart {
  readonly number: number;
  readonly title: string;
  readonly line: string;
  readonly lessons: readonly CourseEntry[];
}
