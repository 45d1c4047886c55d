// Owns how a walk's legs are written, and what several of them do. Where they lead is the walks'.
import type { Page } from '@playwright/test';
import { eventually } from './journey';
import type { Workbench } from './workbench';

export interface Walk {
  readonly page: Page;
  /** The site's, with a slash at its end. */
  readonly address: string;
  readonly isPhone: boolean;
}

export interface Leg {
  /** The screen that it leads to. */
  readonly screen: string;
  readonly go: (walk: Walk, workbench: Workbench) => Promise<unknown>;
}

/** Opens an address of the site. */
export const open = ({ page, address }: Walk, to: string): Promise<unknown> =>
  page.goto(address + to);

/** Opens a step of a lesson, and waits until its run is there. */
export async function openStep(
  given: Walk,
  workbench: Workbench,
  step: number,
  lesson = 2,
): Promise<void> {
  await open(given, `#/lesson/${lesson}/${step}`);
  await workbench.clock.waitFor();
}

/** Selects a part, also one that another panel covers. */
export async function select(
  { page, isPhone }: Walk,
  workbench: Workbench,
  part: string,
): Promise<void> {
  await workbench.part(part).dispatchEvent('click');
  if (isPhone) await page.getByRole('radio', { name: 'Inspector' }).check({ force: true });
}

/** Kills or revives the selected part. */
export async function toggle({ page }: Walk, workbench: Workbench, part: string): Promise<void> {
  const before = (await workbench.said(part)).includes('killed');
  await page.keyboard.press('k');
  await eventually(async () => (await workbench.said(part)).includes('killed')).toBe(!before);
}
