// Owns `npm run screens`: photographs every screen of the built site into `screens/`, in each
// theme and size. It judges nothing.
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { browserArguments, findBrowser } from '../.ci/browser';
import { serveStaticSite } from '../.ci/staticSite';

interface Screen {
  readonly name: string;
  /** The address after the site's own. */
  readonly address: string;
  /** What is done before the photograph. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const screens: readonly Screen[] = [
  { name: 'home', address: '#/' },
  { name: 'lesson', address: '#/lesson/2/1' },
  { name: 'not-found', address: '#/nowhere' },
];

const sizes = [
  { name: 'desk', width: 1440, height: 900, isTouch: false },
  { name: 'phone', width: 390, height: 844, isTouch: true },
] as const;

/** What moves by itself (layout, fonts, the first frames) has settled by then. */
const settleMs = 800;

const root = resolve(import.meta.dirname, '..');
const folder = resolve(root, 'screens');
await mkdir(folder, { recursive: true });

const site = await serveStaticSite({
  folder: resolve(root, 'dist'),
  port: 4573,
  orNextPorts: true,
  basePaths: ['/'],
});
const { executablePath } = await findBrowser(console.log);
const browser = await chromium.launch({ executablePath, args: [...browserArguments] });

for (const { name: size, width, height, isTouch } of sizes) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const screen of screens) {
      const context = await browser.newContext({
        viewport: { width, height },
        hasTouch: isTouch,
        colorScheme,
      });
      const page = await context.newPage();
      await page.goto(site.address + screen.address);
      await screen.prepare?.(page);
      await page.waitForTimeout(settleMs);
      const path = resolve(folder, `${screen.name}-${size}-${colorScheme}.png`);
      await page.screenshot({ path });
      console.log(path);
      await context.close();
    }
  }
}
await browser.close();
site.close();
