// Owns one look at each lesson of part 2, on a desk in both themes and on a phone: it opens, runs,
// can be read by everybody, and fits. What a learner does there has journeys of its own.
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './support/journey';
import { openLesson, type Workbench } from './support/workbench';

/** Lesson, and what is selected for the look; nothing where two stages share the page. */
const lessons: readonly (readonly [number: number, selected: string | null])[] = [
  [8, 'packing.inbox'],
  [9, null],
  [10, 'order-events, partition 0'],
  [11, 'Group payment'],
  [12, 'Group statistics'],
  [13, 'prices, partition 0'],
  [15, 'shipping.inbox'],
];

/** What is wider than the place that it has: the page, or the lesson. */
function tooWide(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('html, main, article')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ tagName, scrollWidth }) => `${tagName} is ${scrollWidth} wide`),
  );
}

async function expectOpened({ lesson, stage }: Workbench): Promise<void> {
  await expect(lesson.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await expect(stage.first()).toBeInViewport();
}

for (const [number, selected] of lessons) {
  test(`lesson ${number} opens, runs, and is accessible in both themes`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: 'light' });
    const workbench = await openLesson(page, 1, number);
    await expectOpened(workbench);
    await workbench.playTo(1500);
    if (selected !== null) {
      await workbench.part(selected).click();
      await expect(workbench.inspector).toBeVisible();
    }
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page);
    expect(await tooWide(page)).toEqual([]);
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  for (const [number, selected] of lessons) {
    test(`lesson ${number} fits`, async ({ page }) => {
      const workbench = await openLesson(page, 1, number);
      // Two stages open with what differs between them.
      const view = page.getByRole('radio', { name: 'Lesson', exact: true });
      if (selected === null) await view.check({ force: true });
      await expectOpened(workbench);
      expect(await tooWide(page)).toEqual([]);
      await workbench.playTo(1000);
      expect(await tooWide(page)).toEqual([]);
      await expectAccessible(page);
    });
  }
});
