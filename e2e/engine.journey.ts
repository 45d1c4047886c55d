// Owns the journeys of the engine in the browser: it dies and is made again; it runs the same run
// there as in Node.
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
