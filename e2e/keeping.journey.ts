// Owns the journeys that end and begin again: a reload, a sudden end, another tab, a browser that
// keeps nothing.
import type { BrowserContext, Page } from '@playwright/test';
import { eventually, expect, test } from './support/journey';
import { openLesson, type Workbench } from './support/workbench';

/** What may be missing after a sudden end, in ms of virtual time at speed 1. */
const LOST_MS_MAX = 250;

/** A run of two seconds in which Payment was killed, paused. */
async function someRun(workbench: Workbench): Promise<void> {
  await workbench.setSpeed(1);
  await workbench.part('Payment').click();
  await workbench.playTo(1200);
  await workbench.page.keyboard.press('k');
  await expect(workbench.mark('kill Payment')).toHaveCount(1);
  await workbench.playTo(2200);
}

async function expectPaused(workbench: Workbench): Promise<void> {
  await expect(workbench.timeline.getByRole('button', { name: 'Play' })).toBeVisible();
  const atMs = await workbench.clockMs();
  await workbench.page.waitForTimeout(200);
  expect(await workbench.clockMs()).toBe(atMs);
}

test('after a reload the run is where it was, paused, and progress is kept', async ({ page }) => {
  const workbench = await openLesson(page, 2);
  await workbench.lesson.getByRole('radio', { name: 'They are lost' }).check();
  await workbench.lesson.getByRole('button', { name: 'Lock prediction' }).click();
  await workbench.hold();
  await someRun(workbench);
  const [headMs, said] = [await workbench.clockMs(), await workbench.said('payment.inbox')];
  await page.reload();
  await expect(workbench.clock).toBeVisible();
  await expectPaused(workbench);
  expect(Math.abs(headMs - (await workbench.clockMs()))).toBeLessThanOrEqual(LOST_MS_MAX);
  await expect(workbench.part('Payment')).toHaveAccessibleName(/killed/);
  await expect(workbench.part('payment.inbox')).toHaveAccessibleName(said);
  await expect(workbench.mark('kill Payment')).toHaveCount(1);
  await expect(page).toHaveURL(/#\/lesson\/2\/2$/);
  await expect(workbench.lesson.getByText(/^Predicted at .*, and locked$/)).toBeVisible();
  await expect(workbench.lesson.getByRole('radio')).toHaveCount(0);

  await page.keyboard.press('k');
  await expect(workbench.part('Payment')).toHaveAccessibleName(/2 instances/);
});

test('after a sudden end in full run no more than a quarter of a second is missing', async ({
  page,
  context,
}) => {
  const workbench = await openLesson(page);
  await someRun(workbench);
  await workbench.play();
  await eventually(() => workbench.clockMs()).toBeGreaterThan(3000);
  const reachedMs = await workbench.clockMs();
  await crash(context, page);

  const again = await openLesson(await context.newPage());
  await expectPaused(again);
  const keptMs = await again.clockMs();
  expect(reachedMs - keptMs).toBeLessThanOrEqual(LOST_MS_MAX);
  await expect(again.part('Payment')).toHaveAccessibleName(/killed/);
});

/** Ends the page's process, as a lack of memory would. */
async function crash(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // The crash takes the answer with it.
  session.send('Page.crash').catch(() => undefined);
  await crashed;
}

test('another tab of the same lesson has a run of its own', async ({ page, context }) => {
  const one = await openLesson(page);
  await someRun(one);
  const [oneMs, oneEvents] = [await one.clockMs(), await one.events()];

  const other = await openLesson(await context.newPage());
  const notices = other.page.getByRole('status', { name: 'Notices' });
  await expect(notices).toContainText('This lesson is open in another tab.');
  expect(await other.clockMs()).toBe(0);
  await other.playTo(800);
  await other.part('Shipping').click();
  await other.page.keyboard.press('k');
  await expect(other.part('Shipping')).toHaveAccessibleName(/killed/);
  const otherMs = await other.clockMs();

  await page.bringToFront();
  expect(await one.clockMs()).toBe(oneMs);
  expect(await one.events()).toEqual(oneEvents);
  await page.reload();
  await expect(one.clock).toBeVisible();
  expect(Math.abs((await one.clockMs()) - oneMs)).toBeLessThanOrEqual(LOST_MS_MAX);
  await expect(one.part('Payment')).toHaveAccessibleName(/killed/);
  await expect(one.part('Shipping')).toHaveAccessibleName(/2 instances/);
  await other.page.reload();
  await expect(other.part('Shipping')).toHaveAccessibleName(/killed/);
  await expect(other.part('Payment')).toHaveAccessibleName(/2 instances/);
  expect(Math.abs((await other.clockMs()) - otherMs)).toBeLessThanOrEqual(LOST_MS_MAX);
});

test.describe('without storage', () => {
  // What a service worker answers cannot be changed on its way.
  test.use({ serviceWorkers: 'block' });

  test('where the browser refuses storage it says so, and the lesson goes on', async ({ page }) => {
    await page.route(/\/assets\/worker-.*\.js$/, async (route) => {
      const response = await route.fetch();
      const refusal =
        'IDBFactory.prototype.open = () => { throw new DOMException("", "SecurityError") };';
      await route.fulfill({ response, body: refusal + (await response.text()) });
    });
    const workbench = await openLesson(page);
    const notices = page.getByRole('status', { name: 'Notices' });
    const text = 'it refuses storage. The lesson goes on in memory.';
    await expect(notices).toContainText(text);
    await someRun(workbench);
    await expect(workbench.part('Payment')).toHaveAccessibleName(/killed/);
    const exported = page.waitForEvent('download');
    await notices.getByRole('button', { name: 'Export' }).click();
    expect((await exported).suggestedFilename()).toBe('past-tense.json');
  });

  test('where storage is full it says so, goes on in memory, and keeps what it had', async ({
    page,
  }) => {
    await page.route(/\/assets\/worker-.*\.js$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: FULL_LATER + (await response.text()) });
    });
    const workbench = await openLesson(page);
    const notices = page.getByRole('status', { name: 'Notices' });
    await someRun(workbench);
    await expect(notices).not.toContainText('storage is full');
    const keptMs = await workbench.clockMs();
    await page.waitForTimeout(500);
    await page.evaluate(() => new BroadcastChannel('full').postMessage('now'));
    await workbench.playTo(4000);
    await expect(notices).toContainText('its storage is full. The lesson goes on in memory.');
    await workbench.part('Shipping').click();
    await page.keyboard.press('k');
    await expect(workbench.part('Shipping')).toHaveAccessibleName(/killed/);

    await page.reload();
    await expect(workbench.clock).toBeVisible();
    expect(await workbench.clockMs()).toBeGreaterThanOrEqual(keptMs - LOST_MS_MAX);
    await expect(workbench.part('Payment')).toHaveAccessibleName(/killed/);
  });
});

/** Goes before storage's own script: from a word on, no write finds room. */
const FULL_LATER = `
  let isFull = false;
  new BroadcastChannel('full').onmessage = () => (isFull = true);
  for (const name of ['put', 'add']) {
    const write = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...values) {
      if (isFull) throw new DOMException('no room', 'QuotaExceededError');
      return write.apply(this, values);
    };
  }
`;
