// Owns the journeys on queues: one that throws away what nobody fetches, and one whose dead letters
// are read and sent back. Each with the mouse, and with keys alone.
import { eventually, expect, test } from './support/journey';
import { bothHands, pause, playAt, setTo, showLogOf } from './support/hands';
import { openLesson } from './support/workbench';

for (const hands of bothHands) {
  test(`a queue loses what nobody fetches, ${hands.name}`, async ({ page }) => {
    const inbox = 'packing.inbox';
    const workbench = await openLesson(page, 6, 8);
    const { inspector, lesson } = workbench;
    await hands.press(workbench.part(inbox));
    const timeToLive = inspector.getByRole('textbox', { name: 'Time to live, ms' });
    await setTo(timeToLive, '1000', hands);
    await hands.doTo(workbench, 'Packers', 'Kill');
    await hands.doTo(workbench, 'Trainee', 'Kill');
    await expect(workbench.part(inbox)).toHaveAccessibleName(/no consumer\.$/);

    await test.step('five orders a second come, and a second’s worth is left', async () => {
      await playAt(hands, workbench, '2×');
      await eventually(() => workbench.clockMs()).toBeGreaterThan(4000);
      await pause(hands, workbench);
      const ready = await workbench.count(inbox, 'ready');
      expect(ready).toBeGreaterThanOrEqual(3);
      expect(ready).toBeLessThanOrEqual(6);
      const goal = lesson.getByRole('listitem').filter({ hasText: 'throw three orders away' });
      await expect(goal).toContainText(', met');
    });

    await test.step('the inspector has no trace of the first order, the log has its end', async () => {
      await hands.press(workbench.part(inbox));
      await expect(inspector.getByRole('button', { name: / order-1 / })).toHaveCount(0);
      await showLogOf(hands, workbench, inbox);
      const lost = workbench.log.getByRole('row').filter({ hasText: 'MessageDiscarded' });
      await expect(lost.first()).toContainText('expired');
    });

    await test.step('who comes back finds what is left, and no more', async () => {
      const ready = await workbench.count(inbox, 'ready');
      await hands.doTo(workbench, 'Packers', 'Revive');
      await hands.press(workbench.timeline.getByRole('button', { name: 'Play' }));
      await eventually(() => workbench.count(inbox, 'ready')).toBeLessThan(ready);
      await eventually(() => workbench.count(inbox, 'ready')).toBe(0);
    });
  });

  test(`dead letters are read and sent back, ${hands.name}`, async ({ page }) => {
    const inbox = 'shipping.inbox';
    const workbench = await openLesson(page, 3, 15);
    const { inspector, lesson } = workbench;
    const dead = (): Promise<number> => workbench.count(inbox, 'dead-lettered');
    const goal = (title: string) => lesson.getByRole('listitem').filter({ hasText: title });
    const letter = (order: string) =>
      inspector.getByRole('button', { name: new RegExp(`^OrderPaid ${order} `) });

    await test.step('a limit puts aside what fails again and again', async () => {
      await hands.press(workbench.part(inbox));
      await setTo(inspector.getByRole('textbox', { name: 'Delivery limit' }), '3', hands);
      await playAt(hands, workbench, '2×');
      await eventually(dead, 30_000).toBe(2);
      await pause(hands, workbench);
      await expect(goal('put a poison message aside')).toContainText(', met');
    });

    await test.step('they are read: one is sound, one has no weight', async () => {
      await hands.press(letter('abroad-2'));
      await expect(inspector.getByText('dead-lettered', { exact: true })).toBeVisible();
      const said = inspector.getByRole('definition');
      await expect(said.filter({ hasText: 'Chile' })).toBeVisible();
      await expect(said.filter({ hasText: 'delivery_limit' })).toBeVisible();
      await hands.press(letter('abroad-3'));
      await expect(said.filter({ hasText: 'Japan' })).toBeVisible();
      await expect(said.filter({ hasText: /^null$/ })).toBeVisible();
    });

    await test.step('what killed them is mended, one goes back and is booked', async () => {
      await hands.doTo(workbench, 'Customs', 'Revive');
      await expect(workbench.part('Customs')).toHaveAccessibleName(/^Customs: 1 instance/);
      await hands.press(workbench.part(inbox));
      await hands.press(letter('abroad-2'));
      await hands.press(inspector.getByRole('button', { name: 'Redrive', exact: true }));
      await eventually(dead).toBe(1);
      await hands.press(workbench.timeline.getByRole('button', { name: 'Play' }));
      await expect(goal('Get a dead letter booked')).toContainText(', met', { timeout: 30_000 });
    });

    await test.step('the rest goes back, too, and what is broken dies again', async () => {
      await pause(hands, workbench);
      const left = await dead();
      const all = inspector.getByRole('button', { name: /^Redrive \d+ dead letters?$/ });
      await hands.press(all);
      await eventually(dead).toBe(0);
      await expect(workbench.mark('redrive in shipping.inbox')).toHaveCount(2);
      await hands.press(workbench.timeline.getByRole('button', { name: 'Play' }));
      await eventually(dead).toBe(left);
      await hands.press(workbench.timeline.getByRole('button', { name: 'Pause' }));
    });
  });
}
