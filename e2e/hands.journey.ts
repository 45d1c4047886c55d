// Owns the journeys of what else a learner's hands can do: menus, tools, the inspector, the log,
// finding, appearance.
import { eventually, expect, test } from './support/journey';
import { openLesson } from './support/workbench';

const inbox = 'payment.inbox';

test('menu, tools and rate change what runs', async ({ page }) => {
  const workbench = await openLesson(page);
  const { stage, timeline } = workbench;
  const payment = workbench.part('Payment');
  const menu = page.getByRole('menu', { name: 'What to do with Payment' });

  await test.step('one instance is killed and revived from the menu', async () => {
    await payment.click({ button: 'right' });
    await menu.getByRole('menuitem', { name: 'Kill one instance' }).click();
    await expect(payment).toHaveAccessibleName(/^Payment: 2 instances, 1 of them dead/);
    await payment.focus();
    await page.keyboard.press('Shift+F10');
    await menu.getByRole('menuitem', { name: 'Revive one instance' }).click();
    await expect(payment).toHaveAccessibleName(/^Payment: 2 instances, 0 busy/);
  });

  await test.step('the menu kills and revives all of it', async () => {
    await payment.click({ button: 'right' });
    await menu.getByRole('menuitem', { name: 'Kill', exact: false }).first().click();
    await expect(payment).toHaveAccessibleName(/killed/);
    await payment.click({ button: 'right' });
    await menu
      .getByRole('menuitem', { name: /^Revive/ })
      .first()
      .click();
    await expect(payment).toHaveAccessibleName(/2 instances/);
  });

  await test.step('the bar duplicates, kills, revives and undoes', async () => {
    const tools = stage.getByLabel('Stage tools');
    await payment.click();
    await tools.getByRole('button', { name: 'Duplicate' }).click();
    await expect(payment).toHaveAccessibleName(/3 instances/);
    await page.keyboard.press('Shift+D');
    await expect(payment).toHaveAccessibleName(/2 instances/);
    await tools.getByRole('button', { name: 'Kill' }).click();
    await expect(payment).toHaveAccessibleName(/killed/);
    await tools.getByRole('button', { name: 'Undo' }).click();
    await expect(payment).toHaveAccessibleName(/2 instances/);
  });

  await test.step('the rate slider changes how many orders come', async () => {
    const rate = stage.getByRole('slider', { name: 'Orders' });
    await rate.focus();
    await page.keyboard.press('Home');
    await expect(rate).toHaveAttribute('aria-valuetext', '0 a second');
    await workbench.playTo((await workbench.clockMs()) + 400);
    const sent = (await workbench.events()).total;
    await rate.fill('13');
    await expect(rate).toHaveAttribute('aria-valuetext', '50 a second');
    await workbench.playTo((await workbench.clockMs()) + 1000);
    expect((await workbench.events()).total).toBeGreaterThan(sent + 200);
    await expect(timeline.getByLabel(/^rate of Customers/).first()).toBeVisible();
  });
});

test('a queue is settled by hand: acked, nacked, dead-lettered, purged', async ({ page }) => {
  const workbench = await openLesson(page);
  const { inspector } = workbench;
  await workbench.part('Payment').click();
  await page.keyboard.press('k');
  await workbench.setSpeed(2);
  await workbench.playTo(2500);
  await workbench.part(inbox).click();
  const ready = await workbench.count(inbox, 'ready');
  expect(ready).toBeGreaterThan(4);
  const act = inspector.getByRole('group', { name: 'Act as consumer' });

  await act.getByRole('button', { name: 'Ack', exact: true }).click();
  await eventually(() => workbench.count(inbox, 'ready')).toBe(ready - 1);
  await act.getByRole('button', { name: 'Dead-letter' }).click();
  await eventually(() => workbench.count(inbox, 'dead-lettered')).toBe(1);
  expect(await workbench.count(inbox, 'ready')).toBe(ready - 2);
  await act.getByRole('button', { name: 'Nack' }).click();
  await eventually(() => workbench.count(inbox, 'delivered again')).toBe(1);
  expect(await workbench.count(inbox, 'ready')).toBe(ready - 2);

  await inspector.getByRole('button', { name: 'Purge' }).click();
  await expect(inspector.getByText(`Removes ${ready - 2} ready messages for good.`)).toBeVisible();
  await inspector.getByRole('button', { name: 'Purge now' }).click();
  await eventually(() => workbench.count(inbox, 'ready')).toBe(0);
  // What is dead-lettered is not ready: it stays.
  expect(await workbench.count(inbox, 'dead-lettered')).toBe(1);

  await page.keyboard.press('Control+z');
  await eventually(() => workbench.count(inbox, 'ready')).toBe(ready - 2);
  await page.keyboard.press('Home');
  await expect(inspector.getByRole('button', { name: 'Purge' })).toBeHidden();
});

test('the inspector follows a message from its queue to what caused it', async ({ page }) => {
  const workbench = await openLesson(page);
  const { inspector } = workbench;
  await workbench.part('Payment').click();
  await page.keyboard.press('k');
  await workbench.playTo(1500);
  await workbench.part(inbox).click();
  await expect(inspector.getByRole('img', { name: /^Queue depth over the last/ })).toBeVisible();
  await inspector
    .getByRole('button', { name: /^order-\d+$/ })
    .first()
    .click();
  await expect(inspector.getByRole('heading', { name: 'OrderPlaced' })).toBeVisible();
  const story = inspector.getByRole('listitem').filter({ hasText: 'MessageCreated' });
  await expect(story).toBeVisible();
  await inspector.getByRole('button', { name: /^customers\/\d+$/ }).click();
  await expect(inspector.getByRole('heading', { name: 'PlaceOrder' })).toBeVisible();
  await inspector.getByRole('button', { name: /MessageCreated/ }).click();
  await expect(workbench.pastStrip).toBeVisible();
  await page.keyboard.press('End');
  await expect(workbench.pastStrip).toBeHidden();
});

test('the log is the text of the stage: filtered, walked by keys, gone to', async ({ page }) => {
  const workbench = await openLesson(page);
  const { log, timeline } = workbench;
  await workbench.playTo(1500);
  await page.keyboard.press('2');
  const { total } = await workbench.events();
  await expect(timeline.getByText(`${total} events`)).toBeVisible();
  await timeline.getByRole('combobox', { name: 'Part' }).selectOption('Payment');
  await expect(log.getByRole('row').nth(1)).toContainText('payment');
  await expect(log.getByRole('row').filter({ hasText: 'inventory' })).toHaveCount(0);
  await timeline.getByRole('checkbox', { name: 'Customer errors only' }).check();
  await expect(timeline.getByText('No customer has seen an error.')).toBeVisible();
  await timeline.getByRole('checkbox', { name: 'Customer errors only' }).uncheck();
  await timeline.getByRole('combobox', { name: 'Part' }).selectOption('all');

  await log.focus();
  for (let up = 0; up < 30; up++) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await eventually(async () => (await workbench.events()).at).toBe(total - 30);
  await expect(workbench.pastStrip).toBeVisible();
});

test('finds lessons and commands, and lists the keys', async ({ page }) => {
  const workbench = await openLesson(page);
  const find = page.getByRole('dialog', { name: 'Find anything' });
  await page.keyboard.press('Control+k');
  await expect(find.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('kill pay');
  await expect(find.getByRole('menuitem')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(find).toBeHidden();
  await expect(workbench.part('Payment')).toHaveAccessibleName(/killed/);

  await page.keyboard.press('Control+k');
  await find.getByRole('searchbox').fill('no such thing');
  await expect(find.getByText('Nothing by that name. These are there:')).toBeVisible();
  await find.getByRole('searchbox').fill('course map');
  await find.getByRole('menuitem', { name: 'Go to the course map' }).click();
  await expect(page.getByRole('heading', { name: 'Course', exact: true })).toBeVisible();

  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(keys.getByText('Kill or revive')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
});

test('theme and motion are chosen, and stay chosen', async ({ page }) => {
  const html = page.locator('html');
  const ground = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto('');
  await expect(html).not.toHaveCSS('color-scheme', 'dark');
  const light = await ground();
  await page.getByRole('button', { name: 'Appearance' }).click();
  const dialog = page.getByRole('dialog', { name: 'Appearance' });
  await dialog.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await dialog.getByRole('radio', { name: 'Reduced' }).check({ force: true });
  await page.keyboard.press('Escape');
  const dark = await ground();
  expect(dark).not.toBe(light);

  const workbench = await openLesson(page);
  await page.reload();
  await expect(workbench.clock).toBeVisible();
  expect(await ground()).toBe(dark);
  await page.getByRole('button', { name: 'Appearance' }).click();
  await expect(dialog.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect(dialog.getByRole('radio', { name: 'Reduced' })).toBeChecked();
});

test.describe('reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing starts by itself, and time can be stepped', async ({ page }) => {
    await page.goto('');
    const home = page.getByRole('figure');
    await expect(home.getByRole('button', { name: 'Play' })).toBeVisible();
    await expect(home.getByRole('slider')).toHaveAttribute('aria-valuenow', '0');
    const workbench = await openLesson(page);
    await expect(workbench.timeline.getByRole('button', { name: 'Play' })).toBeVisible();
    const { at } = await workbench.events();
    await workbench.timeline.getByRole('button', { name: 'Step one event' }).click();
    await eventually(async () => (await workbench.events()).at).toBe(at + 1);
    await workbench.playTo(800);
  });
});
