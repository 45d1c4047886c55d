/** What the fidelity page is given: the build reads it from the model's document and makes it. */

/** A run of text with its marks. */
export interface Mark {
  readonly kind: 'text' | 'code' | 'strong' | 'emphasis';
  readonly text: string;
}
export type Prose = readonly Mark[];

/** How a rule came to be known. */
export type Evidence = 'observed' | 'source' | 'documentation';

/** One numbered rule, in the learner's words. */
export interface Rule {
  readonly id: string;
  /** Which part of the rule, where not all of it is built: "timeouts". Empty: all. */
  readonly part: string;
  readonly text: Prose;
  readonly evidence: readonly Evidence[];
  /** Where the world is simpler than the real thing. */
  readonly simplified: readonly Prose[];
}

/** The rules of one kind of thing, and what they are modelled on. */
export interface RuleGroup {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** What came of replaying one file of recordings when the site was built. */
export interface RecordingResult {
  /** Folder and file: "rabbitmq/rules.json". */
  readonly file: string;
  readonly passed: number;
  /** Names of the cases in which the simulated broker did otherwise. */
  readonly failed: readonly string[];
}

export interface FidelityReport {
  readonly recordings: readonly RecordingResult[];
  readonly groups: readonly RuleGroup[];
  /** Simplifications that belong to no one rule. */
  readonly simplified: readonly Prose[];
}
