// Owns proving that no failure is lost between a test runner's report and the counts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countPlaywright, countVitest } from './results';

const folder = mkdtempSync(join(tmpdir(), 'past-tense-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(report: unknown): string {
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify(report));
  return path;
}

describe('counting unit tests', () => {
  const file = { status: 'passed', assertionResults: [{}] };

  it('takes passed and failed from the report', () => {
    const path = written({ numPassedTests: 5, numTotalTests: 7, testResults: [file] });
    expect(countVitest(path, 1)).toEqual({ passed: 5, failed: 2 });
  });

  it('counts a spec file that could not be loaded as a failure', () => {
    const unloaded = { status: 'failed', assertionResults: [] };
    const path = written({ numPassedTests: 5, numTotalTests: 5, testResults: [file, unloaded] });
    expect(countVitest(path, 1)).toEqual({ passed: 5, failed: 1 });
  });

  it('counts an exit code without a named failure as one failure', () => {
    const path = written({ numPassedTests: 5, numTotalTests: 5, testResults: [file] });
    expect(countVitest(path, 1)).toEqual({ passed: 5, failed: 1 });
  });

  it('counts a missing report as one failure', () => {
    expect(countVitest(join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('counting journeys', () => {
  it('counts what was skipped, or passed only at a second try, as failed', () => {
    const path = written({ stats: { expected: 8, unexpected: 1, flaky: 1, skipped: 1 } });
    expect(countPlaywright(path, 1)).toEqual({ passed: 8, failed: 3 });
  });
});
