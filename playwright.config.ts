// Owns how the journeys run: against the built site, in one Chromium. Which browser that is, is
// decided by .ci/browser.ts and told by PAST_TENSE_BROWSER.
import { defineConfig, devices } from '@playwright/test';
import { browserArguments } from './.ci/browser';
import { siteUrls } from './e2e/support/site';

const executablePath = process.env.PAST_TENSE_BROWSER || undefined;
const { port } = new URL(siteUrls.root);
const bases = Object.values(siteUrls).flatMap((url) => ['--base', new URL(url).pathname]);

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.journey.ts',
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // A busy machine is no failure.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  outputDir: 'test-results',
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath, args: [...browserArguments] },
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'root', use: { baseURL: siteUrls.root } },
    // Journeys with this tag run once more where the site is not at the host's root.
    { name: 'sub-path', grep: /@sub-path/, use: { baseURL: siteUrls.subPath } },
  ],
  webServer: {
    command: `npx tsx .ci/serve.ts --port ${port} ${bases.join(' ')}`,
    url: siteUrls.subPath,
    reuseExistingServer: false,
  },
});
