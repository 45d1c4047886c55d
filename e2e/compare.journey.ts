// Owns the journeys through two worlds side by side: what is done on one side is done on both, the
// numbers lead to their facts, and who comes late finds nothing in the queue and all in the stream.
import type { Locator, Page } from '@playwright/test';
import { eventually, expect, expectAccessible, test } from './support/journey';
import { Workbench } from './support/workbench';

const LATE = 'Let Analytics find nothing in the queue';

/** Both sides of lesson 9, at a step. */
class Compared {
  readonly workbench: Workbench;
  readonly queue: Locator;
  readonly stream: Locator;
  readonly inspector: Locator;

  constructor(readonly page: Page) {
    this.workbench = new Workbench(page);
    this.queue = page.getByRole('region', { name: 'Message queue' });
    this.stream = page.getByRole('region', { name: 'Event stream' });
    this.inspector = page.getByRole('complementary', { name: 'Inspector' });
  }

  part(side: Locator, name: string): Locator {
    return side.getByRole('button', { name: new RegExp(`^${name}:`) });
  }

  /** Both cards of a part are said to be like this. */
  async expectBoth(name: string, said: RegExp): Promise<void> {
    for (const side of [this.queue, this.stream]) {
      await expect(this.part(side, name)).toHaveAccessibleName(said);
    }
  }

  /** The number of a measure on a side; a button where it leads anywhere. */
  number(measure: string, side: 'queue' | 'stream'): Locator {
    return this.page
      .getByRole('group', { name: measure, exact: true })
      .getByRole('button', { name: new RegExp(`^${side}, `) });
  }

  goal(title: string): Locator {
    return this.workbench.lesson.getByRole('listitem').filter({ hasText: title });
  }

  /** Lets so much virtual time go by. */
  async pass(ms: number): Promise<void> {
    await this.workbench.playTo((await this.workbench.clockMs()) + ms);
  }

  /** Goes from one thing to the next until this one has the focus. */
  async tabTo(wanted: Locator): Promise<void> {
    for (let tabs = 0; tabs < 120; tabs++) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error('the focus does not come there');
  }
}

async function open(page: Page, step: number): Promise<Compared> {
  await page.goto(`#/lesson/9/${step}`);
  const compared = new Compared(page);
  await expect(compared.workbench.clock).toBeVisible();
  await compared.workbench.setSpeed(4);
  return compared;
}

/** As many of Payment's orders as the stream still has. */
async function replayable(compared: Compared): Promise<number> {
  return Number(await compared.number('Replayable', 'stream').textContent());
}

test('kills in both worlds at once, and finds the facts behind what differed', async ({ page }) => {
  const compared = await open(page, 3);
  const { workbench, queue, stream, inspector } = compared;
  await workbench.playTo(5000);

  await test.step('what is killed on the left dies on the right, at the same time', async () => {
    await compared.part(queue, 'Payment').click();
    await inspector.getByRole('button', { name: 'Kill Payment 2' }).click();
    await compared.expectBoth('Payment', /3 instances, 1 of them dead/);
    await inspector.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('the stream begins again what the flag had not passed', async () => {
    await compared.pass(5000);
    await expect(compared.number('Handled twice', 'stream')).toBeVisible();
    await expect(stream.getByRole('button', { name: /begun 2 times/ }).first()).toBeVisible();
  });

  await test.step('a number leads to the facts behind it', async () => {
    const number = compared.number('Handled twice', 'stream');
    const count = Number(await number.textContent());
    await number.click();
    const rows = workbench.log.getByRole('row').filter({ hasText: 'HandlerStarted' });
    await expect(rows).toHaveCount(count);
    await rows.first().click();
    await expect(workbench.pastStrip).toBeVisible();
  });

  await test.step('what is done on the right is done on the left', async () => {
    await page.keyboard.press('End');
    await expect(workbench.pastStrip).toBeHidden();
    await page.keyboard.press('1');
    await compared.part(stream, 'Payment').click();
    await inspector.getByRole('button', { name: 'Revive Payment 2' }).click();
    await compared.expectBoth('Payment', /^Payment: 3 instances, \d busy/);
  });
});

test('a late group replays from the beginning, a late queue consumer finds nothing', async ({
  page,
}) => {
  test.setTimeout(90_000);
  const compared = await open(page, 6);
  const { workbench, queue, stream, inspector } = compared;
  await workbench.playTo(4000);

  await test.step('with the shop closed, both sides come to rest', async () => {
    await compared.part(queue, 'Orders').click();
    await page.keyboard.press('k');
    await compared.expectBoth('Orders', /killed/);
    await compared.pass(6000);
    const backlog = page.getByRole('group', { name: 'Backlog now' });
    await expect(backlog.getByRole('button')).toHaveCount(0);
  });

  await test.step('Analytics comes late, on both sides', async () => {
    await compared.part(queue, 'Analytics').dispatchEvent('click');
    await page.keyboard.press('k');
    await compared.expectBoth('Analytics', /^Analytics: 1 instance/);
    await compared.pass(6000);
    await expect(compared.goal(LATE)).toContainText(', met');
  });

  await test.step('it handled nothing of the queue, and everything of the stream', async () => {
    const all = await replayable(compared);
    expect(all).toBeGreaterThan(15);
    await expect(inspector).toContainText(/Handled\s*0/);
    await page.keyboard.press('Escape');
    await compared.part(stream, 'Analytics').click();
    await expect(inspector).toContainText(new RegExp(`Handled\\s*${all}`));
  });
});

test('is all done by keyboard alone', async ({ page }) => {
  test.setTimeout(120_000);
  const compared = await open(page, 6);
  const { workbench, queue, stream, inspector } = compared;
  const play = async (ms: number): Promise<void> => {
    // On a card the space bar selects.
    await compared.tabTo(workbench.playhead);
    const until = (await workbench.clockMs()) + ms;
    await page.keyboard.press('Space');
    await eventually(() => workbench.clockMs(), 30_000).toBeGreaterThanOrEqual(until);
    await page.keyboard.press('Space');
  };
  const toStage = (part: string) => compared.tabTo(compared.part(queue, part));

  await test.step('one instance of three is killed, in both', async () => {
    await play(4000);
    await toStage('Payment');
    await page.keyboard.press('Enter');
    await compared.tabTo(inspector.getByRole('button', { name: 'Kill Payment 2' }));
    await page.keyboard.press('Enter');
    await compared.expectBoth('Payment', /1 of them dead/);
    await page.keyboard.press('Escape');
    await expect(inspector).toBeHidden();
  });

  await test.step('a number is pressed, and its facts are listed', async () => {
    await play(5000);
    await compared.tabTo(compared.number('Handled twice', 'stream'));
    await page.keyboard.press('Enter');
    await expect(workbench.log.getByRole('row', { name: /HandlerStarted/ }).first()).toBeVisible();
    await page.keyboard.press('1');
  });

  await test.step('the shop is closed, and Analytics comes', async () => {
    await toStage('Orders');
    await page.keyboard.press('k');
    await compared.expectBoth('Orders', /killed/);
    await play(12_000);
    await toStage('Analytics');
    await page.keyboard.press('k');
    await compared.expectBoth('Analytics', /^Analytics: 1 instance/);
    await play(6000);
    await expect(compared.goal(LATE)).toContainText(', met');
    await expect(compared.part(stream, 'Analytics')).toBeVisible();
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in a comparison, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const compared = await open(page, 3);
    const { workbench, queue, inspector } = compared;
    await workbench.playTo(5000);
    await expectAccessible(page);
    await compared.part(queue, 'Payment').click();
    await inspector.getByRole('button', { name: 'Kill Payment 2' }).click();
    await compared.expectBoth('Payment', /1 of them dead/);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await compared.pass(5000);
    await compared.number('Handled twice', 'stream').click();
    await expect(workbench.log).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('[');
    await expect(workbench.pastStrip).toBeVisible();
    await expectAccessible(page);
  });
}
