// Owns the journeys on a phone: a narrow screen, and fingers.
import type { CDPSession, Page } from '@playwright/test';
import { eventually, expect, expectAccessible, test } from './support/journey';
import { middleOf, openLesson } from './support/workbench';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A finger that rests on a thing until it is lifted, and carries it. */
async function dragByFinger(page: Page, from: Place, to: Place, restMs: number): Promise<void> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const touch = async (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    at?: Place,
  ): Promise<void> => {
    const touchPoints = at === undefined ? [] : [{ ...at, id: 1 }];
    await session.send('Input.dispatchTouchEvent', { type, touchPoints });
  };
  await touch('touchStart', from);
  await page.waitForTimeout(restMs);
  for (let step = 1; step <= 8; step++) {
    const part = step / 8;
    const at = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
    await touch('touchMove', at);
  }
  await touch('touchEnd');
  await session.detach();
}

/** Longer than a finger must rest before it carries. */
const holdMs = 350;

test('reads, kills by the sheet’s button and by a finger, and revives', async ({ page }) => {
  await page.goto('');
  await page.getByRole('link', { name: 'Start: lesson 2' }).tap();
  const workbench = await openLesson(page, 3);
  const { lesson, stage, timeline } = workbench;
  await expect(lesson.getByRole('heading', { name: 'Kill it with its hands full' })).toBeVisible();

  await test.step('by the sheet’s button', async () => {
    await timeline.getByRole('button', { name: 'Play' }).tap();
    await eventually(() => workbench.clockMs()).toBeGreaterThan(800);
    await lesson.getByRole('button', { name: 'Kill Payment' }).tap();
    await expect(workbench.part('Payment')).toHaveAccessibleName(/killed/);
    await lesson.getByRole('button', { name: 'Revive Payment' }).tap();
    await expect(workbench.part('Payment')).toHaveAccessibleName(/2 instances/);
    await timeline.getByRole('button', { name: 'Pause' }).tap();
  });

  await test.step('by a finger that rests and carries', async () => {
    const home = await middleOf(workbench.part('Payment'));
    await dragByFinger(page, home, await middleOf(workbench.killZone), holdMs);
    await expect(workbench.part('Payment')).toHaveAccessibleName(/killed/);
    await dragByFinger(page, await middleOf(workbench.part('Payment')), home, holdMs);
    await expect(workbench.part('Payment')).toHaveAccessibleName(/2 instances/);
  });

  await test.step('a finger that does not rest moves the stage, and kills nothing', async () => {
    const { x, y } = await middleOf(workbench.part('Payment'));
    const session = await page.context().newCDPSession(page);
    const gesture = { x, y, yDistance: 80, speed: 2000, gestureSourceType: 'touch' } as const;
    await session.send('Input.synthesizeScrollGesture', gesture);
    await expect(workbench.part('Payment')).toHaveAccessibleName(/2 instances/);
    await expect(stage).toBeVisible();
  });

  await test.step('what is rare stands behind one button', async () => {
    await timeline.getByRole('button', { name: 'More: speed, seed, fork' }).tap();
    const more = page.getByRole('dialog', { name: 'More: speed, seed, fork' });
    await more.getByRole('button', { name: 'Fork from here' }).tap();
    await expect(more).toBeHidden();
  });
});

test('the sheet stands at three heights, by finger and by key', async ({ page }) => {
  const { lesson } = await openLesson(page);
  const handle = page.getByRole('slider', { name: 'Height of the lesson sheet' });
  const height = async (): Promise<number> => (await lesson.boundingBox())?.height ?? 0;
  await expect(handle).toHaveAttribute('aria-valuetext', 'half open');
  const half = await height();

  const grip = await middleOf(handle);
  await dragByFinger(page, grip, { x: grip.x, y: 60 }, 50);
  await expect(handle).toHaveAttribute('aria-valuetext', 'open');
  await eventually(height).toBeGreaterThan(half + 100);
  const top = await middleOf(handle);
  await dragByFinger(page, top, { x: top.x, y: 840 }, 50);
  await expect(handle).toHaveAttribute('aria-valuetext', 'almost closed');
  await eventually(height).toBeLessThan(half);
  await handle.focus();
  await page.keyboard.press('ArrowUp');
  await expect(handle).toHaveAttribute('aria-valuetext', 'half open');
});

test('nothing is wider than the screen, and all is accessible', async ({ page }) => {
  const fits = (): Promise<boolean> =>
    page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  await page.goto('');
  await expect(page.getByRole('heading', { name: 'Course', exact: true })).toBeVisible();
  expect(await fits()).toBe(true);
  await expectAccessible(page);
  const workbench = await openLesson(page, 3);
  await workbench.playTo(900);
  expect(await fits()).toBe(true);
  await expectAccessible(page);
  await workbench.part('Payment').tap();
  const views = page.getByRole('radiogroup', { name: 'What the sheet shows' });
  await views.getByRole('radio', { name: 'Inspector' }).check({ force: true });
  await expect(workbench.inspector).toBeVisible();
  await expectAccessible(page);
  await workbench.goToSecond(0);
  await expect(workbench.pastStrip).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Menu' }).tap();
  await expect(page.getByRole('dialog', { name: 'Menu' })).toBeVisible();
  await expectAccessible(page);
});
