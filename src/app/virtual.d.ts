// Declares the modules that the build makes, from `lessons/` and of what the world says of itself:
// they have no files of their own.

declare module 'virtual:course' {
  /** The course map: seven parts, what is not built included; no lesson's text. */
  export const course: readonly import('../course').CoursePart[];
  /** Loads a built lesson when it is opened; null if there is none of that number. */
  export function loadLesson(number: number): Promise<import('../course').Lesson> | null;
}

declare module 'virtual:home' {
  /** The home page's own small run, as the engine takes it. */
  export const home: {
    readonly scenario: import('../projection').Json;
    readonly handlers: { readonly [path: string]: string };
    /** How many faults its scenario brings about by itself. */
    readonly faultCount: number;
  };
}

declare module 'virtual:fidelity' {
  /** The model's rules, and what came of the recordings when the site was built. */
  export const report: import('../ui/fidelity').FidelityReport;
}
