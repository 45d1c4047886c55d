// Owns the journeys through lesson 2: on one's own from a wrong prediction to all goals, and with
// the last hint of every goal.
import type { Locator } from '@playwright/test';
import { eventually, expect, test } from './support/journey';
import { openLesson, type Workbench } from './support/workbench';

const inbox = 'payment.inbox';

function goal(workbench: Workbench, title: string): Locator {
  return workbench.lesson.getByRole('listitem').filter({ hasText: title });
}

async function expectMet(workbench: Workbench, title: string): Promise<void> {
  await expect(goal(workbench, title)).toContainText(', met', { timeout: 30_000 });
}

async function next(workbench: Workbench, title: string): Promise<void> {
  const button = workbench.lesson.getByRole('button', { name: `Next: ${title}` });
  await button.click({ timeout: 30_000 });
  await expect(workbench.lesson.getByRole('heading', { name: title })).toBeVisible();
}

test('finishes lesson 2 from a wrong prediction to all goals', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('');
  await page.getByRole('link', { name: 'Start: lesson 2' }).click();
  const workbench = await openLesson(page);
  const { lesson, timeline, inspector, log } = workbench;

  await test.step('the first step is done when ten payments were captured', async () => {
    await expect(lesson.getByRole('button', { name: /^Next step/ })).toBeDisabled();
    await workbench.setSpeed(4);
    await workbench.play();
    await next(workbench, 'Before you touch anything');
  });

  await test.step('time stands still until the prediction is locked', async () => {
    await expect(timeline.getByRole('button', { name: 'Play' })).toBeVisible();
    const before = await workbench.clockMs();
    await timeline.getByRole('button', { name: 'Play' }).click();
    await page.keyboard.press('Space');
    await expect(lesson.getByText('Time waits for your prediction.')).toBeVisible();
    expect((await workbench.clockMs()) - before).toBeLessThan(500);
  });

  await test.step('a prediction is chosen, locked, and cannot be changed', async () => {
    const lock = lesson.getByRole('button', { name: 'Lock prediction' });
    // It is there to be pressed, and says what is missing.
    await lock.click({ force: true });
    await expect(lesson.getByText('Choose an answer first')).toBeVisible();
    await lesson.getByRole('radio', { name: /^They fail/ }).check();
    await lock.click();
    await expect(lesson.getByText(/^Predicted at .*, and locked$/)).toBeVisible();
    await expect(lesson.getByText(/In a chain of calls they would/)).toBeVisible();
    await expect(lesson.getByRole('radio')).toHaveCount(0);
    await expect(lock).toHaveCount(0);
    await next(workbench, 'Kill it with its hands full');
  });

  await test.step('killing another service is a near miss that says so', async () => {
    await workbench.part('Inventory').click();
    await page.keyboard.press('k');
    await expect(lesson.getByText('That was Inventory. Revive it and try Payment.')).toBeVisible();
    await page.keyboard.press('k');
    await expect(workbench.part('Inventory')).toHaveAccessibleName(/2 instances/);
  });

  await test.step('hints come one at a time, the last offers to do it', async () => {
    const killed = goal(workbench, 'Kill Payment with a message in its hands');
    await killed.getByRole('button', { name: 'Hint 1 of 3' }).click();
    await expect(killed.getByText(/Look at the two small boxes/)).toBeVisible();
    await killed.getByRole('button', { name: 'Hint 2 of 3' }).click();
    await expect(killed.getByText(/Slow time down/)).toBeVisible();
    await killed.getByRole('button', { name: 'Hint 3 of 3' }).click();
    await expect(killed.getByRole('button', { name: 'Kill it for me' })).toBeVisible();
  });

  const order = await test.step('kills Payment when the bank has just charged a card', async () => {
    await workbench.pause();
    await page.keyboard.press('2');
    await timeline.getByRole('combobox', { name: 'Part' }).selectOption('Bank');
    await expect(log.getByRole('row', { selected: true })).toBeInViewport();
    const charges = log.getByRole('row').filter({ hasText: /MessageCreated.*CardCharged/ });
    const charged = (await charges.last().textContent()) ?? '';
    await charges.last().click();
    await expect(workbench.pastStrip).toBeVisible();
    await page.keyboard.press('f');
    await expect(workbench.pastStrip).toBeHidden();
    await workbench.part('Payment').click();
    await page.keyboard.press('k');
    await expectMet(workbench, 'Kill Payment with a message in its hands');
    await page.keyboard.press('1');
    return /order-\d+/.exec(charged)?.[0] ?? '';
  });

  await test.step('its queue grows to 12', async () => {
    await workbench.play();
    await expectMet(workbench, 'Let its queue reach 12');
    await next(workbench, 'Bring it back');
  });

  await test.step('revived it drains its queue, and no customer saw an error', async () => {
    await page.keyboard.press('k');
    await expect(workbench.part('Payment')).toHaveAccessibleName(/2 instances/);
    await workbench.setSpeed(10);
    await expectMet(workbench, 'Revive Payment and let it drain its queue');
    await workbench.pause();
    await expect(lesson.getByText(/How many customers saw an error\?.*count: 0/)).toBeVisible();
    await page.keyboard.press('2');
    await expect(timeline.getByText('0 customer errors')).toBeVisible();
    await page.keyboard.press('1');
    await next(workbench, 'Who was charged twice?');
  });

  await test.step('an order that only waited is a near miss', async () => {
    await page.keyboard.press('[');
    await expect(workbench.pastStrip).toBeVisible();
    await workbench.part(inbox).click();
    await inspector
      .getByRole('button', { name: /^OrderPlaced order-/ })
      .nth(4)
      .click();
    await selectOrder(inspector.getByRole('button', { name: /^order-\d+$/ }));
    await expect(lesson.getByText(/was delivered once and charged once/)).toBeVisible();
  });

  await test.step('the order in hand at the kill was charged twice', async () => {
    await page.keyboard.press('[');
    await expect(workbench.part('Payment')).toHaveAccessibleName(/killed/);
    await page.keyboard.press('ArrowLeft');
    await workbench.part('Payment').click();
    await selectOrder(inspector.getByRole('button', { name: order, exact: true }));
    await expectMet(workbench, 'Select the order that was charged twice');
    await next(workbench, 'Debrief');
  });

  await test.step('the debrief counts, and the course map shows the end', async () => {
    await page.keyboard.press('End');
    await expect(lesson.getByText(/Charged twice: [12] customers?\./)).toBeVisible();
    await lesson.getByRole('button', { name: 'Finish the lesson' }).click();
    await lesson.getByRole('link', { name: 'Back to the course' }).click();
    await expect(page.getByRole('link', { name: 'Start: lesson 8' })).toBeVisible();
    await expect(page.getByText('offset 1')).toBeVisible();
    const cell = page.getByRole('link', { name: /When Payment is down ?, finished/ });
    await expect(cell).toBeVisible();
  });

  /** Opens a message by a link to it, and offers its order as the answer. */
  async function selectOrder(link: Locator): Promise<void> {
    await link.click();
    await inspector.getByRole('button', { name: /^Select order-/ }).click();
  }
});

test('the last hint of every goal does it, and the debrief tries the other price', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const workbench = await openLesson(page, 2);
  const { lesson } = workbench;
  await lesson.getByRole('radio', { name: 'They are lost' }).check();
  await lesson.getByRole('button', { name: 'Lock prediction' }).click();
  await next(workbench, 'Kill it with its hands full');
  await doItForMe('Kill Payment with a message in its hands', 'Kill it for me');
  await workbench.setSpeed(4);
  await doItForMe('Let its queue reach 12', 'Wait for me');
  await next(workbench, 'Bring it back');
  await doItForMe('Revive Payment and let it drain its queue', 'Revive it for me');
  await next(workbench, 'Who was charged twice?');
  await doItForMe('Select the order that was charged twice', 'Find it for me');
  await next(workbench, 'Debrief');

  await test.step('acknowledged on delivery: orders are lost, nobody pays twice', async () => {
    await lesson.getByRole('button', { name: 'acknowledge on delivery' }).click();
    await expect(workbench.futures().filter({ hasText: 'acknowledge on delivery' })).toHaveCount(1);
    const lost = /the queue has forgotten [1-9]\d* orders? .* and 0 customers paid twice/;
    await eventually(() => lesson.textContent(), 40_000).toMatch(lost);
  });

  async function doItForMe(title: string, act: string): Promise<void> {
    await test.step(title, async () => {
      for (let hint = 1; hint <= 3; hint++) {
        await goal(workbench, title)
          .getByRole('button', { name: `Hint ${hint} of 3` })
          .click();
      }
      await goal(workbench, title).getByRole('button', { name: act }).click();
      await expectMet(workbench, title);
      await workbench.hold();
    });
  }
});
