// Declares the course as the build makes it from `lessons/`; it has no file of its own.

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
