// Owns the journeys of the engine in the browser: it dies or hangs, and is made again.
import { eventually, expect, test } from './support/journey';
import { listen, openLesson } from './support/workbench';

test('an engine that is gone is made again, and the run goes on where it was', async ({ page }) => {
  const workbench = await openLesson(page);
  const notices = page.getByRole('status', { name: 'Notices' });
  await workbench.setSpeed(1);
  await workbench.part('Payment').click();
  await workbench.playTo(1000);
  await page.keyboard.press('k');
  await workbench.play();
  await eventually(() => workbench.clockMs()).toBeGreaterThan(1800);
  const lostAtMs = await workbench.clockMs();
  const heard = await listen(page);
  await page.evaluate(() => document.querySelector('iframe')?.remove());

  const rebuilding = 'The engine stopped and is being rebuilt from what was kept.';
  await eventually(heard).toContain(rebuilding);
  await expect(notices).toContainText('The engine stopped and was rebuilt');
  const rebuiltMs = await workbench.clockMs();
  expect(rebuiltMs).toBeGreaterThan(lostAtMs - 250);
  await expect(workbench.part('Payment')).toHaveAccessibleName(/killed/);
  await notices.getByRole('button', { name: 'Close' }).click();

  await workbench.hold();
  await workbench.playTo(rebuiltMs + 500);
  await page.keyboard.press('k');
  await expect(workbench.part('Payment')).toHaveAccessibleName(/2 instances/);
});

test.describe('with an engine that can be made to hang', () => {
  // What a service worker answers cannot be changed on its way.
  test.use({ serviceWorkers: 'block' });

  test('an engine that hangs is ended, the page stays in hand, and the run goes on', async ({
    page,
  }) => {
    await page.route(/\/assets\/engine-.*\.js$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: HANGING + (await response.text()) });
    });
    const workbench = await openLesson(page);
    const notices = page.getByRole('status', { name: 'Notices' });
    await workbench.setSpeed(1);
    await workbench.part('Payment').click();
    await workbench.playTo(1000);
    await page.keyboard.press('k');
    await workbench.playTo(1500);

    // From here on it answers nothing any more: no exception, no message, no end.
    await page.keyboard.press('m');
    await workbench.part('Shipping').click();
    await expect(workbench.part('Shipping')).toHaveAttribute('aria-pressed', 'true');
    await expect(notices).toContainText('The engine stopped and was rebuilt');
    expect(await workbench.clockMs()).toBeGreaterThan(1250);
    await expect(workbench.part('Payment')).toHaveAccessibleName(/killed/);
    await notices.getByRole('button', { name: 'Close' }).click();
    await workbench.playTo(2000);
    await page.keyboard.press('k');
    await expect(workbench.part('Shipping')).toHaveAccessibleName(/killed/);
  });
});

/** Goes before the engine's own script: a checkpoint sets it spinning for ever. */
const HANGING = `'use strict';
  {
    const { set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
    Object.defineProperty(MessagePort.prototype, 'onmessage', {
      configurable: true,
      set(hear) {
        set.call(this, (event) => {
          if (event.data.command?.kind === 'checkpoint') for (;;);
          hear(event);
        });
      },
    });
  }
`;
