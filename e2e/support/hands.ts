// Owns the two ways in which a journey does things: with the mouse, and with keys alone. What is
// done, and what is seen of it, is the same for both.
import type { Locator } from '@playwright/test';
import { eventually, expect } from './journey';
import { tabTo, type Workbench } from './workbench';

type Deed = 'Kill' | 'Revive' | 'Duplicate';

export interface Hands {
  readonly name: string;
  /** Presses what can be pressed. */
  press(target: Locator): Promise<void>;
  /** Kills, revives or duplicates a part on the stage. */
  doTo(workbench: Workbench, part: string, deed: Deed): Promise<void>;
  /** Chooses from a list by what it says. */
  choose(list: Locator, option: string): Promise<void>;
  /** Chooses one of some answers. */
  check(answer: Locator): Promise<void>;
  /** Writes into a field and confirms. */
  write(field: Locator, text: string): Promise<void>;
  /** Shows the log in the place of the lanes. */
  showLog(workbench: Workbench): Promise<void>;
}

const mouse: Hands = {
  name: 'with the mouse',
  press: (target) => target.click(),
  async doTo(workbench, part, deed) {
    await workbench.part(part).click();
    const tools = workbench.stage.getByLabel('Stage tools');
    await tools.getByRole('button', { name: deed, exact: true }).click();
  },
  async choose(list, option) {
    await list.selectOption({ label: option });
  },
  async check(answer) {
    await answer.locator('xpath=ancestor::label').click();
  },
  async write(field, text) {
    await field.fill(text);
    await field.press('Enter');
  },
  async showLog({ timeline }) {
    await mouse.check(timeline.getByRole('radio', { name: 'Log' }));
  },
};

const deedKeys: { readonly [deed in Deed]: string } = { Kill: 'k', Revive: 'k', Duplicate: 'd' };

const keys: Hands = {
  name: 'with keys alone',
  async press(target) {
    await tabTo(target);
    await target.page().keyboard.press('Enter');
  },
  async doTo(workbench, part, deed) {
    await tabTo(workbench.part(part));
    await workbench.page.keyboard.press(deedKeys[deed]);
  },
  async choose(list, option) {
    await tabTo(list);
    const { keyboard } = list.page();
    await keyboard.press('Home');
    for (let presses = 0; presses < 10; presses++) {
      if ((await list.locator('option:checked').textContent()) === option) return;
      await keyboard.press('ArrowDown');
    }
    throw new Error(`there is no “${option}” in the list`);
  },
  async check(answer) {
    await tabTo(answer);
    const { keyboard } = answer.page();
    const isFocused = (): Promise<boolean> =>
      answer.evaluate((element) => element === document.activeElement);
    for (let presses = 0; presses < 6 && !(await isFocused()); presses++) {
      await keyboard.press('ArrowDown');
    }
    if (!(await answer.isChecked())) await keyboard.press('Space');
    await expect(answer).toBeChecked();
  },
  async write(field, text) {
    const { keyboard } = field.page();
    await tabTo(field);
    await keyboard.press('Control+a');
    await keyboard.type(text);
    await keyboard.press('Enter');
  },
  showLog: ({ page }) => page.keyboard.press('2'),
};

/** Every journey is made with both. */
export const bothHands: readonly Hands[] = [mouse, keys];

/** Sets the speed, and plays. */
export async function playAt(hands: Hands, { timeline }: Workbench, speed: string): Promise<void> {
  await hands.choose(timeline.getByRole('combobox', { name: 'Speed' }), speed);
  await hands.press(timeline.getByRole('button', { name: 'Play' }));
}

/** Pauses; resolves when time stands still. */
export async function pause(hands: Hands, { timeline }: Workbench): Promise<void> {
  await hands.press(timeline.getByRole('button', { name: 'Pause' }));
  await expect(timeline.getByRole('button', { name: 'Play' })).toBeVisible();
}

/** Shows the facts of one part in the log. */
export async function showLogOf(hands: Hands, workbench: Workbench, part: string): Promise<void> {
  await hands.showLog(workbench);
  await expect(workbench.log).toBeVisible();
  await hands.choose(workbench.timeline.getByRole('combobox', { name: 'Part' }), part);
}

/** Changes a setting of what the inspector shows; resolves when it is so. */
export async function setTo(field: Locator, text: string, hands: Hands): Promise<void> {
  await hands.write(field, text);
  await eventually(() => field.inputValue()).toBe(text);
}
