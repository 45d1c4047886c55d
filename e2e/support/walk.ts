// Owns the walk through every screen of the site, in the order in which a learner could see them.
// What is done at each screen (a photograph) is its caller's.
import { brokerLegs } from './brokerLegs';
import { eventually } from './journey';
import { open, openStep, select, toggle, type Walk, type Leg } from './legs';
import { Workbench } from './workbench';

/** Leads to one screen after the other; ends early where `atScreen` returns false. */
export async function walk(
  given: Walk,
  atScreen: (name: string) => Promise<boolean | void>,
): Promise<void> {
  const workbench = new Workbench(given.page);
  for (const { screen, go } of [...legs, ...brokerLegs]) {
    await go(given, workbench);
    if ((await atScreen(screen)) === false) return;
  }
}

const legs: readonly Leg[] = [
  {
    screen: 'home',
    go: async (given) => {
      await open(given, '');
      const playhead = given.page.getByRole('figure').getByRole('slider');
      const atMs = async (): Promise<number> =>
        Number(await playhead.getAttribute('aria-valuenow'));
      await eventually(atMs).toBeGreaterThan(3000);
    },
  },
  { screen: 'not-found', go: (given) => open(given, '#/nowhere') },
  { screen: 'not-built', go: (given) => open(given, '#/lesson/3') },
  { screen: 'lesson-1-start', go: (given, workbench) => openStep(given, workbench, 1) },
  { screen: 'lesson-1-live', go: (_, workbench) => workbench.playTo(2500) },
  { screen: 'lesson-2-prediction', go: (given, workbench) => openStep(given, workbench, 2) },
  {
    screen: 'lesson-2-locked',
    go: async (_, { lesson, page }) => {
      await lesson.getByRole('radio', { name: /^They fail/ }).check({ force: true });
      await lesson.getByRole('button', { name: 'Lock prediction' }).click();
      await new Workbench(page).hold();
    },
  },
  {
    screen: 'lesson-3-killed',
    go: async (given, workbench) => {
      await openStep(given, workbench, 3);
      await workbench.stepUntil(async () => (await workbench.count('Payment', 'busy')) === 2);
      await workbench.part('Payment').dispatchEvent('click');
      await toggle(given, workbench, 'Payment');
      await workbench.part('payment.inbox').dispatchEvent('click');
    },
  },
  {
    screen: 'lesson-3-waiting',
    go: async (_, workbench) => {
      await workbench.play();
      await eventually(() => workbench.count('payment.inbox', 'ready')).toBeGreaterThan(8);
      await workbench.pause();
    },
  },
  {
    screen: 'lesson-3-hints',
    go: async (_, { lesson }) => {
      for (let hint = 1; hint <= 3; hint++) {
        await lesson
          .getByRole('button', { name: `Hint ${hint} of 3` })
          .last()
          .click();
      }
    },
  },
  {
    screen: 'lesson-4-drained',
    go: async (given, workbench) => {
      await openStep(given, workbench, 4);
      await toggle(given, workbench, 'Payment');
      await workbench.play();
      await eventually(() => workbench.count('payment.inbox', 'ready'), 60_000).toBe(0);
      await workbench.pause();
    },
  },
  {
    screen: 'inspector-queue-past',
    go: async (given, workbench) => {
      await given.page.keyboard.press('[');
      await workbench.pastStrip.waitFor();
      await select(given, workbench, 'payment.inbox');
    },
  },
  {
    screen: 'inspector-message',
    go: (_, { inspector }) =>
      inspector
        .getByRole('button', { name: /^order-\d+$/ })
        .first()
        .click(),
  },
  {
    screen: 'lesson-5-past-killed',
    go: async (given, workbench) => {
      await openStep(given, workbench, 5);
      await given.page.keyboard.press('[');
      await eventually(() => workbench.said('Payment')).toContain('killed');
    },
  },
  {
    screen: 'lesson-5-fork',
    go: async ({ page }, workbench) => {
      await page.keyboard.press('ArrowLeft');
      await eventually(() => workbench.said('Payment')).not.toContain('killed');
      await page.keyboard.press('f');
      await workbench.pastStrip.waitFor({ state: 'hidden' });
      await workbench.playTo((await workbench.clockMs()) + 1500);
    },
  },
  {
    screen: 'inspector-service',
    go: (given, workbench) => select(given, workbench, 'Payment'),
  },
  {
    screen: 'inspector-workload',
    go: (given, workbench) => select(given, workbench, given.isPhone ? 'Orders' : 'Customers'),
  },
  {
    screen: 'inspector-external',
    go: (given, workbench) => select(given, workbench, given.isPhone ? 'Shipping' : 'Bank'),
  },
  { screen: 'log', go: ({ page }) => page.keyboard.press('2') },
  {
    screen: 'debrief',
    go: async (given, workbench) => {
      await given.page.keyboard.press('1');
      await openStep(given, workbench, 6);
    },
  },
  { screen: 'dialog-find', go: ({ page }) => page.keyboard.press('Control+k') },
  {
    screen: 'dialog-keys',
    go: async ({ page }) => {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    screen: 'dialog-appearance',
    go: async ({ page, isPhone }) => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: isPhone ? 'Menu' : 'Appearance' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    screen: 'menu',
    go: async ({ page }, workbench) => {
      await page.keyboard.press('Escape');
      await workbench.part('Payment').dispatchEvent('contextmenu', { clientX: 300, clientY: 250 });
      await page.getByRole('menu').waitFor();
    },
  },
];
