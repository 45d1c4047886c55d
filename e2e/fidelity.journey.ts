// Owns the journeys to the page that says how true the simulated world is.
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './support/journey';
import { openLesson, tabTo } from './support/workbench';

const heading = (page: Page) => page.getByRole('heading', { name: 'How true is it?', level: 1 });

/** Q1 to Q15 and K1 to K15. */
const rules = ['Q', 'K'].flatMap((letter) =>
  Array.from({ length: 15 }, (_, at) => `${letter}${at + 1}`),
);

test('lists every rule, and what came of the recordings in this build', async ({ page }) => {
  await page.goto('');
  await page.getByRole('link', { name: 'Fidelity' }).click();
  await expect(heading(page)).toBeVisible();
  await expect(page).toHaveTitle(/true|Fidelity/);

  await test.step('all recordings come out the same', async () => {
    const table = page.getByRole('table', { name: 'Recordings replayed against this build' });
    const results = await table.getByRole('row').locator('td:last-child').allTextContents();
    expect(results.length).toBeGreaterThanOrEqual(6);
    for (const result of results) expect(result).toMatch(/^([1-9]\d*) of \1 the same$/);
    for (const file of ['rabbitmq/rules.json', 'kafka/rebalances.json']) {
      await expect(table.getByRole('cell', { name: file })).toBeVisible();
    }
  });

  await test.step('no rule of queues and streams is missing', async () => {
    const named = await page.getByRole('term').allTextContents();
    const ids = new Set(named.map((name) => name.split(',')[0]));
    expect(rules.filter((rule) => !ids.has(rule))).toEqual([]);
    await expect(page.getByText('observed on the real thing').first()).toBeVisible();
    await expect(page.getByText('Simplified:').first()).toBeVisible();
  });
});

test('is reached with keys alone, from the bar and from a lesson', async ({ page }) => {
  const { keyboard } = page;
  await page.goto('');
  await tabTo(page.getByRole('link', { name: 'Fidelity' }));
  await keyboard.press('Enter');
  await expect(heading(page)).toBeVisible();

  const contents = page.getByRole('navigation', { name: 'Rules' }).getByRole('button');
  const last = (await contents.last().textContent()) ?? '';
  await tabTo(contents.last());
  await keyboard.press('Enter');
  const group = page.getByRole('heading', { name: last, exact: true });
  await expect(group).toBeFocused();
  await expect(group).toBeInViewport();

  await openLesson(page, 1, 8);
  await keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Find anything' }).waitFor();
  await keyboard.type('true');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(heading(page)).toBeVisible();
});

test('is accessible in both themes', async ({ page }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto('#/fidelity');
    await expect(heading(page)).toBeVisible();
    await expectAccessible(page);
  }
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('nothing is wider than the screen', async ({ page }) => {
    await page.goto('');
    await page.getByRole('link', { name: 'Fidelity' }).tap();
    await expect(heading(page)).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    await expectAccessible(page);
  });
});
