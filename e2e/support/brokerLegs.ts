// Owns the legs of the walk through part 2, the broker: each lesson where its stage has most to
// show, and the page that says how true it is.
import { eventually } from './journey';
import { open, openStep, select, toggle, type Leg, type Walk } from './legs';
import type { Workbench } from './workbench';

/** Opens a lesson of part 2 and plays until this time, in virtual ms. */
async function playLesson(
  given: Walk,
  workbench: Workbench,
  lesson: number,
  untilMs: number,
): Promise<void> {
  await openStep(given, workbench, 1, lesson);
  await workbench.playTo(untilMs);
}

/** Adds an instance of a part. */
async function duplicate({ page }: Walk, workbench: Workbench, part: string): Promise<void> {
  const before = await workbench.said(part);
  await workbench.part(part).dispatchEvent('click');
  await page.keyboard.press('d');
  await eventually(() => workbench.said(part)).not.toBe(before);
}

export const brokerLegs: readonly Leg[] = [
  { screen: 'lesson-8', go: (given, workbench) => playLesson(given, workbench, 8, 5000) },
  {
    screen: 'lesson-9-compare',
    go: (given, workbench) => playLesson(given, workbench, 9, 5000),
  },
  { screen: 'lesson-10', go: (given, workbench) => playLesson(given, workbench, 10, 6000) },
  {
    screen: 'lesson-11-shared',
    go: async (given, workbench) => {
      await openStep(given, workbench, 1, 11);
      await duplicate(given, workbench, 'Shops');
      await duplicate(given, workbench, 'Payment');
      await duplicate(given, workbench, 'Payment');
      await workbench.playTo(6000);
    },
  },
  {
    screen: 'lesson-11-rebalance',
    go: async (given, workbench) => {
      await workbench.part('Payment').dispatchEvent('contextmenu', { clientX: 200, clientY: 200 });
      await given.page.getByRole('menuitem', { name: 'Kill one instance' }).click();
      await workbench.play();
      await eventually(() => workbench.said('Group payment'), 30_000).toContain('rebalancing');
      await workbench.pause();
    },
  },
  {
    screen: 'inspector-group',
    go: (given, workbench) => select(given, workbench, 'Group payment'),
  },
  {
    screen: 'lesson-12',
    go: async (given, workbench) => {
      await playLesson(given, workbench, 12, 5000);
      await select(given, workbench, 'Group receipts');
    },
  },
  {
    screen: 'lesson-13-overtaken',
    go: async (given, workbench) => {
      await playLesson(given, workbench, 13, 3000);
      await workbench.part('Report').dispatchEvent('click');
      await toggle(given, workbench, 'Report');
      await workbench.play();
      const orders = (): Promise<string> => workbench.said('orders, partition 0');
      await eventually(orders, 30_000).toContain('no longer kept');
      await workbench.pause();
    },
  },
  {
    screen: 'inspector-stream',
    go: (given, workbench) => select(given, workbench, 'prices, partition 0'),
  },
  {
    screen: 'lesson-15-storm',
    go: async (given, workbench) => {
      await playLesson(given, workbench, 15, 8000);
      await select(given, workbench, 'shipping.inbox');
    },
  },
  {
    screen: 'lesson-15-dead-letters',
    go: async (_, workbench) => {
      const limit = workbench.inspector.getByRole('textbox', { name: 'Delivery limit' });
      await limit.fill('3');
      await limit.press('Enter');
      await workbench.play();
      await eventually(() => workbench.count('shipping.inbox', 'dead-lettered'), 30_000).toBe(2);
      await workbench.pause();
    },
  },
  { screen: 'fidelity', go: (given) => open(given, '#/fidelity') },
];
