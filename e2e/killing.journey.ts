// Owns the journeys of killing and reviving a service: with the mouse, and with keys alone.
import { eventually, expect, test } from './support/journey';
import { listen, middleOf, openLesson, tabTo, type Workbench } from './support/workbench';

const inbox = 'payment.inbox';

/** Steps to a moment at which an instance of Payment is at work. */
async function untilHandsAreFull(workbench: Workbench): Promise<void> {
  await workbench.stepUntil(async () => (await workbench.count('Payment', 'busy')) > 0);
}

async function expectKilledWithFullHands(workbench: Workbench, held: number): Promise<void> {
  await expect(workbench.part('Payment')).toHaveAccessibleName(/^Payment: killed at .* in hand\.$/);
  expect(await workbench.count('Payment', 'in hand')).toBeGreaterThanOrEqual(held);
  await expect(workbench.part(inbox)).toHaveAccessibleName(/no consumer\.$/);
}

/**
 * While nobody takes from it: what was in hand stands in it again (and what was on its way there),
 * and more comes.
 */
async function expectGrown(workbench: Workbench, held: number): Promise<void> {
  await eventually(() => workbench.count(inbox, 'ready')).toBeGreaterThanOrEqual(9);
  expect(await workbench.count(inbox, 'delivered again')).toBeGreaterThanOrEqual(held);
  expect(await workbench.count(inbox, 'unacked')).toBe(0);
}

async function expectDrained(workbench: Workbench): Promise<void> {
  await expect(workbench.part('Payment')).toHaveAccessibleName(/^Payment: 2 instances/);
  await eventually(() => workbench.count(inbox, 'ready'), 30_000).toBe(0);
  await expect(workbench.mark('kill Payment')).toHaveCount(1);
  await expect(workbench.mark('revive Payment')).toHaveCount(1);
}

test('drags Payment into the kill zone and out again: nothing is lost', async ({ page }) => {
  const workbench = await openLesson(page);
  await workbench.setSpeed(2);
  await workbench.playTo(1500);
  await untilHandsAreFull(workbench);
  const held = await workbench.count('Payment', 'busy');
  const home = await middleOf(workbench.part('Payment'));

  await test.step('the card follows the pointer, its place stays marked', async () => {
    const zone = await middleOf(workbench.killZone);
    await workbench.drag('Payment', zone);
    await expect(workbench.stage.getByText('was here')).toBeVisible();
    const carried = await middleOf(workbench.part('Payment'));
    expect(Math.hypot(carried.x - zone.x, carried.y - zone.y)).toBeLessThan(20);
    await workbench.drop();
  });

  await test.step('it is dead, its place in the kill zone, its home still marked', async () => {
    await expectKilledWithFullHands(workbench, held);
    await expect(workbench.stage.getByText('was here')).toBeVisible();
  });

  await test.step('what it held is back in its queue, which grows; the others go on', async () => {
    await workbench.play();
    await expectGrown(workbench, held);
    await expect(workbench.part('inventory.inbox')).not.toHaveAccessibleName(/no consumer/);
    await workbench.pause();
  });

  await test.step('dragged out it lives again, and drains its queue', async () => {
    await workbench.drag('Payment', home);
    await workbench.drop();
    await expect(workbench.stage.getByText('was here')).toBeHidden();
    await eventually(() => middleOf(workbench.part('Payment'))).toEqual(home);
    await workbench.setSpeed(10);
    await workbench.play();
    await expectDrained(workbench);
  });
});

test('a drag that is given up, by Esc or beside the zone, changes nothing', async ({ page }) => {
  const workbench = await openLesson(page);
  const home = await middleOf(workbench.part('Payment'));
  await workbench.drag('Payment', await middleOf(workbench.killZone));
  await page.keyboard.press('Escape');
  await workbench.drop();
  await eventually(() => middleOf(workbench.part('Payment'))).toEqual(home);
  await workbench.drag('Payment', { x: home.x - 200, y: home.y + 30 });
  await workbench.drop();
  await eventually(() => middleOf(workbench.part('Payment'))).toEqual(home);
  await expect(workbench.part('Payment')).toHaveAccessibleName(/^Payment: 2 instances/);
  await expect(workbench.mark('kill Payment')).toHaveCount(0);
});

test('kills and revives with the keyboard alone, from the course map on', async ({ page }) => {
  const { keyboard } = page;
  await page.goto('');
  const start = page.getByRole('link', { name: 'Start: lesson 2' });
  await tabTo(start);
  await keyboard.press('Enter');
  const workbench = await openedByKeys();
  const heard = await listen(page);

  await keyboard.press('Space');
  await eventually(() => workbench.clockMs()).toBeGreaterThan(1000);
  await keyboard.press('Space');
  await untilHandsAreFull(workbench);
  const held = await workbench.count('Payment', 'busy');

  const payment = workbench.part('Payment');
  await tabTo(payment);
  await keyboard.press('Enter');
  await expect(workbench.inspector).toHaveAccessibleName('Inspector: Payment');
  await keyboard.press('k');
  await expectKilledWithFullHands(workbench, held);
  await eventually(heard).toContain('Payment killed.');
  await expect(payment).toBeFocused();

  await tabTo(workbench.timeline.getByRole('button', { name: 'Play' }));
  await keyboard.press('Enter');
  await expectGrown(workbench, held);
  await keyboard.press('Enter');
  await tabTo(payment);
  await keyboard.press('k');
  await tabTo(workbench.timeline.getByRole('combobox', { name: 'Speed' }));
  for (let faster = 0; faster < 4; faster++) await keyboard.press('ArrowDown');
  await expect(workbench.timeline.getByRole('combobox', { name: 'Speed' })).toHaveValue('10');
  await tabTo(workbench.timeline.getByRole('button', { name: 'Play' }));
  await keyboard.press('Space');
  await expectDrained(workbench);

  async function openedByKeys(): Promise<Workbench> {
    await expect(page).toHaveURL(/#\/lesson\/2\/1$/);
    return openLesson(page);
  }
});
