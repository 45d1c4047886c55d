// Owns turning what a test runner wrote down into counts. It does not run anything.
import { existsSync, readFileSync } from 'node:fs';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numTotalTests: number;
  /** One per spec file; `assertionResults` is empty where the file itself could not be loaded. */
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly unknown[];
  }[];
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
}

/** A run that says nothing, or failed without naming a failure, counts as one failure. */
export function countVitest(path: string, exitCode: number): Counts {
  const report = readReport<VitestReport>(path);
  if (!report) return { passed: 0, failed: 1 };
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  // A test that was skipped did not pass.
  const failed = report.numTotalTests - report.numPassedTests + unloaded.length;
  return { passed: report.numPassedTests, failed: atLeastOne(failed, exitCode) };
}

/** A journey that passed only when it was tried again, or was skipped, did not pass. */
export function countPlaywright(path: string, exitCode: number): Counts {
  const report = readReport<PlaywrightReport>(path);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: atLeastOne(unexpected + flaky + skipped, exitCode) };
}

function atLeastOne(failed: number, exitCode: number): number {
  return exitCode === 0 ? failed : Math.max(failed, 1);
}

function readReport<Report>(path: string): Report | undefined {
  if (!existsSync(path)) return undefined;
  // The runner that was just called wrote the file in its documented form.
  return JSON.parse(readFileSync(path, 'utf8')) as Report;
}
