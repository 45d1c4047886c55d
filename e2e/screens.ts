// Owns `npm run screens`: photographs every screen of the built site into `screens/`, in each theme
// and size. With `-- --readme` it takes the README's picture alone. It judges nothing.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { browserArguments, findBrowser } from '../.ci/browser';
import { serveStaticSite } from '../.ci/staticSite';
import { walk } from './support/walk';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Sizes of one device are photographed in one walk. */
interface Device {
  readonly isPhone: boolean;
  readonly sizes: readonly Size[];
}

const desk: Size = { width: 1440, height: 900 };
const devices: readonly Device[] = [
  {
    isPhone: false,
    sizes: [desk, { width: 1100, height: 800 }, { width: 900, height: 800 }],
  },
  { isPhone: true, sizes: [{ width: 390, height: 844 }] },
];
const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

/** What moves by itself (layout, cards on their way, the first frames) has settled by then. */
const settleMs = 500;

const root = resolve(import.meta.dirname, '..');
const readmePicture = join(root, 'e2e/readme/lesson.png');

async function openDevice(browser: Browser, { isPhone, sizes }: Device, colorScheme: Theme) {
  const touch = { hasTouch: isPhone, isMobile: isPhone };
  const context = await browser.newContext({ viewport: sizes[0], ...touch, colorScheme });
  return context.newPage();
}

/** Photographs the page in each of the device's sizes, and returns to the first. */
async function photograph(page: Page, { sizes }: Device, nameOf: (size: Size) => string) {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.waitForTimeout(settleMs);
    const path = nameOf(size);
    await page.screenshot({ path });
    console.log(path);
  }
  await page.setViewportSize(sizes[0]);
}

async function photographAll(browser: Browser, address: string): Promise<void> {
  const folder = join(root, 'screens');
  await mkdir(folder, { recursive: true });
  for (const device of devices) {
    for (const theme of themes) {
      const page = await openDevice(browser, device, theme);
      await walk({ page, address, isPhone: device.isPhone }, (name) =>
        photograph(page, device, ({ width }) => join(folder, `${name}-${width}-${theme}.png`)),
      );
      await page.context().close();
    }
  }
}

async function photographForReadme(browser: Browser, address: string): Promise<void> {
  const device = { isPhone: false, sizes: [desk] };
  const page = await openDevice(browser, device, 'light');
  await walk({ page, address, isPhone: false }, async (name) => {
    if (name === 'lesson-3-waiting') await photograph(page, device, () => readmePicture);
    return name !== 'lesson-3-waiting';
  });
}

const site = await serveStaticSite({
  folder: join(root, 'dist'),
  port: 4573,
  orNextPorts: true,
  basePaths: ['/'],
});
const { executablePath } = await findBrowser(console.log);
const browser = await chromium.launch({ executablePath, args: [...browserArguments] });
try {
  const take = process.argv.includes('--readme') ? photographForReadme : photographAll;
  await take(browser, site.address);
} finally {
  await browser.close();
  site.close();
}
