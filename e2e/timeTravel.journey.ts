// Owns the journeys through time: back, event by event, into another future and home again.
import { eventually, expect, test } from './support/journey';
import { middleOf, openLesson, type Workbench } from './support/workbench';

async function expectLive(workbench: Workbench): Promise<void> {
  const { pastStrip, timeline, clock } = workbench;
  await expect(pastStrip).toBeHidden();
  await expect(timeline.getByText('Live', { exact: true })).toBeVisible();
  await expect(clock).toHaveCSS('font-style', 'normal');
  await expect(workbench.way('Checkpoint')).toBeVisible();
  await expect(workbench.way('Resume from here')).toBeHidden();
}

async function expectPast(workbench: Workbench): Promise<void> {
  const { pastStrip, timeline, clock } = workbench;
  await expect(pastStrip).toContainText(/You are in the past, .* back\./);
  await expect(timeline.getByText(/^In the past/)).toBeVisible();
  await expect(clock).toHaveCSS('font-style', 'italic');
  await expect(workbench.way('Resume from here')).toBeVisible();
  await expect(workbench.way('Checkpoint')).toBeHidden();
}

/** A run of four seconds in which Payment was killed and revived, paused. */
async function runWithFaults(workbench: Workbench): Promise<void> {
  await workbench.setSpeed(2);
  await workbench.part('Payment').click();
  await workbench.playTo(1500);
  await workbench.page.keyboard.press('k');
  await expect(workbench.mark('kill Payment')).toHaveCount(1);
  await workbench.playTo(2500);
  await workbench.page.keyboard.press('k');
  await expect(workbench.mark('revive Payment')).toHaveCount(1);
  await workbench.playTo(4000);
}

test('scrubs back, steps, forks, resumes, changes between futures, and undoes', async ({
  page,
}) => {
  const workbench = await openLesson(page);
  const { keyboard, mouse } = page;
  await runWithFaults(workbench);
  await expectLive(workbench);
  const headMs = await workbench.clockMs();
  const { total } = await workbench.events();

  await test.step('scrubbing by the pointer goes back, and changes nothing', async () => {
    const from = await middleOf(workbench.playhead);
    const start = await middleOf(workbench.timeline.getByText('start', { exact: true }));
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move((from.x + start.x) / 2, from.y, { steps: 8 });
    await expectPast(workbench);
    await mouse.up();
    await eventually(() => workbench.clockMs()).toBeLessThan(headMs * 0.75);
    expect((await workbench.events()).total).toBe(total);
  });

  await test.step('arrows step one event forwards and back, with Shift a second', async () => {
    const { at } = await workbench.events();
    await keyboard.press('ArrowRight');
    await eventually(async () => (await workbench.events()).at).toBe(at + 1);
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowLeft');
    await eventually(async () => (await workbench.events()).at).toBe(at - 1);
    await workbench.timeline.getByRole('button', { name: 'Step one event' }).click();
    await eventually(async () => (await workbench.events()).at).toBe(at);
    await workbench.goToSecond(1);
    await keyboard.press('Shift+ArrowLeft');
    await eventually(() => workbench.clockMs()).toBe(0);
  });

  await test.step('] and [ go from fault to fault', async () => {
    await keyboard.press(']');
    await expect(workbench.part('Payment')).toHaveAccessibleName(/killed/);
    const killedMs = await workbench.clockMs();
    await keyboard.press(']');
    await expect(workbench.part('Payment')).toHaveAccessibleName(/2 instances/);
    await keyboard.press('[');
    await expect(workbench.part('Payment')).toHaveAccessibleName(/killed/);
    expect(await workbench.clockMs()).toBe(killedMs);
  });

  await test.step('nothing can be done to the past: a deed is offered a fork', async () => {
    await keyboard.press('k');
    const offer = workbench.stage.getByRole('group', { name: /What happened stays as it was/ });
    await expect(offer.getByRole('button', { name: 'Fork from here instead' })).toBeFocused();
    await offer.getByRole('button', { name: 'Leave it as it was' }).click();
    await expect(offer).toBeHidden();
    expect((await workbench.events()).total).toBe(total);
    await expect(workbench.futures()).toHaveCount(1);
  });

  await test.step('F forks: a new future, the old one kept', async () => {
    await keyboard.press('ArrowLeft');
    await keyboard.press('f');
    await expect(workbench.futures()).toHaveCount(2);
    await expectLive(workbench);
    await expect(workbench.part('Payment')).toHaveAccessibleName(/2 instances/);
  });

  await test.step('the other future can be looked at again, as it was', async () => {
    await workbench.futures().getByRole('button', { name: /^main/ }).click();
    await workbench.page.keyboard.press('End');
    await expectLive(workbench);
    expect(await workbench.clockMs()).toBe(headMs);
    expect((await workbench.events()).total).toBe(total);
  });

  await test.step('R resumes: time goes on from here without what was done later', async () => {
    await workbench.goToSecond(1);
    await keyboard.press('r');
    await expect(workbench.futures()).toHaveCount(3);
    await eventually(() => workbench.clockMs()).toBeGreaterThan(headMs);
    await workbench.pause();
    await expectLive(workbench);
    await expect(workbench.part('Payment')).toHaveAccessibleName(/2 instances/);
  });

  await test.step('undo takes the last change back, in a future of its own', async () => {
    await keyboard.press('k');
    await expect(workbench.part('Payment')).toHaveAccessibleName(/killed/);
    await keyboard.press('Control+z');
    await expect(workbench.part('Payment')).toHaveAccessibleName(/2 instances/);
    await expect(workbench.futures()).toHaveCount(4);
  });
});

test('a fork lets later deeds happen again, with one more before them', async ({ page }) => {
  const workbench = await openLesson(page);
  await runWithFaults(workbench);
  const headMs = await workbench.clockMs();
  await workbench.part('Shipping').click();
  await workbench.goToSecond(1);
  await page.keyboard.press('k');
  await workbench.stage.getByRole('button', { name: 'Fork from here instead' }).click();
  await expect(workbench.futures()).toHaveCount(2);
  await expect(workbench.part('Shipping')).toHaveAccessibleName(/killed at 00:01\.000/);
  await workbench.playTo(headMs);
  await expect(workbench.mark('kill Shipping')).toHaveCount(1);
  await expect(workbench.part('Payment')).toHaveAccessibleName(/2 instances/);
  await page.keyboard.press('[');
  await page.keyboard.press('[');
  await expect(workbench.part('Payment')).toHaveAccessibleName(/killed/);
});

test('checkpoints are set by name of their number and lead back to their moment', async ({
  page,
}) => {
  const workbench = await openLesson(page);
  await workbench.playTo(800);
  await workbench.way('Checkpoint').click();
  const atMs = await workbench.clockMs();
  await expect(workbench.mark('checkpoint 1')).toHaveCount(1);
  await workbench.playTo(atMs + 700);
  await page.keyboard.press('m');
  await expect(workbench.mark('checkpoint 2')).toHaveCount(1);
  await workbench.mark('checkpoint 1').click();
  await eventually(() => workbench.clockMs()).toBe(atMs);
  await expectPast(workbench);
  await workbench.pastStrip.getByRole('button', { name: 'Return to live' }).click();
  await expectLive(workbench);
});

test('a tick tells its fact to a pointer that rests on it, and is gone to by a press', async ({
  page,
}) => {
  const workbench = await openLesson(page);
  await workbench.playTo(1500);
  await workbench.timeline.getByRole('button', { name: 'Zoom in on time' }).click();
  await workbench.goToSecond(1);
  const lane = workbench.timeline.getByRole('listitem').filter({ hasText: /^Orders/ });
  const { y } = await middleOf(lane);
  const { x: start } = await middleOf(workbench.playhead);
  const card = page.getByRole('status').filter({ hasText: /event [\d,]+$/ });
  await eventually(async () => {
    for (let x = start - 120; x < start + 120; x += 4) {
      await page.mouse.move(x, y);
      if (await card.isVisible()) return true;
    }
    return false;
  }).toBe(true);
  await expect(card).toContainText('orders');
});
