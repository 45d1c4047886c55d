// Owns the journeys of the site as a whole: below another path, without a network, accessible in
// every state and theme.
import type { Page } from '@playwright/test';
import { eventually, expect, expectAccessible, test } from './support/journey';
import { openLesson, Workbench } from './support/workbench';

test('runs below any path, engine and all @sub-path', async ({ page }) => {
  await page.goto('');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Kill a service.');
  await expectHomeRuns(page);

  await page.getByRole('link', { name: 'Start: lesson 2' }).click();
  const workbench = new Workbench(page);
  await workbench.playTo(1000);
  await workbench.part('Payment').click();
  await page.keyboard.press('k');
  await expect(workbench.part('Payment')).toHaveAccessibleName(/killed/);
  await page.reload();
  await expect(workbench.part('Payment')).toHaveAccessibleName(/killed/);
});

test('works without a network once it has been opened @sub-path', async ({ page, context }) => {
  await page.goto('');
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state === 'activated') return;
    await new Promise((resolve) =>
      active?.addEventListener('statechange', resolve, { once: true }),
    );
  });
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Course', exact: true })).toBeVisible();
  const workbench = await openLesson(page);
  await workbench.playTo(700);
  await expect(workbench.part('Payment')).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Find anything' })).toBeVisible();
});

/** The stage of the first page is there, and its time goes on. */
async function expectHomeRuns(page: Page): Promise<void> {
  const playhead = page.getByRole('figure').getByRole('slider', { name: 'Point in time' });
  const atMs = async (): Promise<number> => Number(await playhead.getAttribute('aria-valuenow'));
  await eventually(atMs).toBeGreaterThan(500);
}

async function chooseTheme(page: Page, theme: 'Light' | 'Dark'): Promise<void> {
  await page.getByRole('button', { name: 'Appearance' }).click();
  const dialog = page.getByRole('dialog', { name: 'Appearance' });
  await dialog.getByRole('radio', { name: theme }).check({ force: true });
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

for (const theme of ['Light', 'Dark'] as const) {
  const inTheme = `in the ${theme.toLowerCase()} theme`;

  test(`home, pages and dialogs are accessible ${inTheme}`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.goto('');
    await expectHomeRuns(page);
    await chooseTheme(page, theme);
    await expectAccessible(page);
    await page.goto('#/nowhere');
    await expect(page.getByRole('link', { name: 'Back to the course' })).toBeVisible();
    await expectAccessible(page);
    await openLesson(page, 6);
    await expectAccessible(page);

    const workbench = await openLesson(page, 2);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('menuitem').first()).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keyboard' }).click();
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await workbench.part('Payment').click({ button: 'right' });
    await expect(page.getByRole('menu')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await workbench.timeline.getByRole('button', { name: /^Seed/ }).click();
    await expectAccessible(page);
  });

  test(`a lesson is accessible, live and past, ${inTheme}`, async ({ page }) => {
    test.setTimeout(120_000);
    const workbench = await openLesson(page, 3);
    await chooseTheme(page, theme);
    await test.step('live, Payment killed, its queue inspected, a hint read', async () => {
      await workbench.part('Payment').click();
      await workbench.playTo(1000);
      await page.keyboard.press('k');
      await workbench.playTo(2000);
      await workbench.part('payment.inbox').click();
      await workbench.lesson.getByRole('button', { name: 'Hint 1 of 3' }).first().click();
      await expectAccessible(page);
    });
    await test.step('in the past, with another future, and in the log', async () => {
      await workbench.goToSecond(1);
      await page.keyboard.press('f');
      await expect(workbench.futures()).toHaveCount(2);
      await page.keyboard.press('Home');
      await expect(workbench.pastStrip).toBeVisible();
      await workbench.part('Payment').click();
      await page.keyboard.press('2');
      await expect(workbench.log).toBeVisible();
      await expectAccessible(page);
    });
  });
}
