// Owns the hands and eyes of a learner on a lesson's page: everything is found by its role and its
// name, and read from what is said to people who listen. It expects nothing by itself.
import type { Locator, Page } from '@playwright/test';
import { eventually, expect } from './journey';

/** A lesson's page, with its run open. */
export class Workbench {
  readonly stage: Locator;
  readonly killZone: Locator;
  readonly timeline: Locator;
  readonly lesson: Locator;
  readonly inspector: Locator;
  readonly clock: Locator;
  readonly playhead: Locator;
  readonly pastStrip: Locator;
  readonly log: Locator;

  constructor(readonly page: Page) {
    this.stage = page.getByRole('region', { name: /^Stage:/ });
    this.killZone = this.stage.getByRole('img', { name: /^Kill zone/ });
    this.timeline = page.getByRole('region', { name: 'Timeline' });
    this.lesson = page.getByRole('article', { name: 'Lesson' });
    this.inspector = page.getByRole('region', { name: /^Inspector:/ });
    this.clock = page.getByRole('timer', { name: 'Virtual time' });
    this.playhead = page.getByRole('slider', { name: 'Point in time' });
    this.pastStrip = page.getByRole('region', { name: 'In the past' });
    this.log = page.getByRole('grid', { name: 'Log of facts' });
  }

  /** The card or the row of a part, by the name that it carries. */
  part(name: string): Locator {
    return this.stage.getByRole('button', { name: new RegExp(`^${name.replace('.', '\\.')}:`) });
  }

  /** What a part is said to be doing: "Payment: 2 instances, 1 busy, 1 message in hand …". */
  async said(name: string): Promise<string> {
    return (await this.part(name).getAttribute('aria-label')) ?? '';
  }

  /** A number that is said of a part: how many are "ready", "in hand", "delivered again". */
  async count(name: string, what: string): Promise<number> {
    const said = await this.said(name);
    return Number(new RegExp(`(\\d+) (?:messages? )?${what}`).exec(said)?.[1] ?? 0);
  }

  /** Virtual time, in ms. */
  async clockMs(): Promise<number> {
    const [minutes, seconds] = ((await this.clock.textContent()) ?? '').split(':').map(Number);
    return Math.round((minutes * 60 + seconds) * 1000);
  }

  /** How many events lie before the point in time that is looked at, and how many there are. */
  async events(): Promise<{ readonly at: number; readonly total: number }> {
    const text = await this.timeline.getByText(/^event [\d,]+/).textContent();
    const [at, total] = [...(text ?? '').matchAll(/[\d,]+/g)].map(([digits]) =>
      Number(digits.replaceAll(',', '')),
    );
    return { at, total };
  }

  async play(): Promise<void> {
    await this.timeline.getByRole('button', { name: 'Play' }).click();
  }

  async pause(): Promise<void> {
    await this.timeline.getByRole('button', { name: 'Pause' }).click();
    await expect(this.timeline.getByRole('button', { name: 'Play' })).toBeVisible();
  }

  /** Pauses, if time goes on. */
  async hold(): Promise<void> {
    const playing = this.timeline.getByRole('button', { name: 'Pause' });
    if (await playing.isVisible()) await this.pause();
  }

  async setSpeed(speed: number): Promise<void> {
    await this.timeline.getByRole('combobox', { name: 'Speed' }).selectOption(String(speed));
  }

  /** Plays until virtual time has come this far, then pauses. */
  async playTo(atMs: number): Promise<void> {
    await this.play();
    await eventually(() => this.clockMs()).toBeGreaterThanOrEqual(atMs);
    await this.pause();
  }

  /** Goes to a whole second of the past, by keys. */
  async goToSecond(second: number): Promise<void> {
    // Not on a card: there, arrows nudge.
    await this.playhead.focus();
    await this.page.keyboard.press('Home');
    await eventually(() => this.clockMs()).toBe(0);
    for (let reached = 1; reached <= second; reached++) {
      await this.page.keyboard.press('Shift+ArrowRight');
      await eventually(() => this.clockMs()).toBe(reached * 1000);
    }
  }

  /** Steps event by event until this is so. */
  async stepUntil(isReached: () => Promise<boolean>, stepsMax = 200): Promise<void> {
    for (let steps = 0; steps < stepsMax; steps++) {
      if (await isReached()) return;
      const before = await this.playhead.getAttribute('aria-valuetext');
      await this.page.keyboard.press('ArrowRight');
      await eventually(() => this.playhead.getAttribute('aria-valuetext')).not.toBe(before);
    }
    throw new Error(`not reached within ${stepsMax} events`);
  }

  /** The buttons that fork, resume, set a checkpoint. */
  way(name: 'Checkpoint' | 'Fork from here' | 'Resume from here'): Locator {
    return this.timeline.getByRole('button', { name, exact: true });
  }

  /** The futures of the run, by name; the one that is looked at is marked as current. */
  futures(): Locator {
    return this.timeline.getByRole('list', { name: 'Futures' }).getByRole('listitem');
  }

  /** What stands on the timeline at a fault or a checkpoint. */
  mark(label: string): Locator {
    return this.timeline.getByLabel(new RegExp(`^${label}`));
  }

  /** Drags a part by the mouse, by its middle, to the middle of a place. */
  async drag(name: string, to: { readonly x: number; readonly y: number }): Promise<void> {
    const from = await middleOf(this.part(name));
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 });
    await this.page.mouse.move(to.x, to.y, { steps: 6 });
  }

  async drop(): Promise<void> {
    await this.page.mouse.up();
  }
}

/** Gathers what is said aloud from now on, for as long as the page is not loaded anew. */
export async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  const said = await page.evaluateHandle(() => {
    const heard: string[] = [];
    const hear = (): void => {
      for (const region of document.querySelectorAll('[role=status]')) {
        const text = region.textContent?.trim() ?? '';
        if (text !== '' && heard.at(-1) !== text) heard.push(text);
      }
    };
    const options = { subtree: true, childList: true, characterData: true };
    new MutationObserver(hear).observe(document.body, options);
    return heard;
  });
  return () => said.jsonValue();
}

/** Opens a step of a lesson and waits until its run is there. */
export async function openLesson(
  page: Page,
  step: number | '' = '',
  lesson = 2,
): Promise<Workbench> {
  await page.goto(`#/lesson/${lesson}/${step}`.replace(/\/$/, ''));
  const workbench = new Workbench(page);
  await expect(workbench.clock).toBeVisible();
  return workbench;
}

/** How far it is by Tab: this many stops on, or back where it is negative; 0 on the spot. */
function stopsTo(target: Element): number {
  const radioGroup = (element: Element | null): string | null =>
    element instanceof HTMLInputElement && element.type === 'radio' ? element.name : null;
  const { activeElement } = document;
  const group = radioGroup(target);
  if (activeElement === target || (group !== null && radioGroup(activeElement) === group)) return 0;
  const focusable = 'a[href], button, input, select, textarea, [tabindex]';
  const stops = [...document.querySelectorAll<HTMLElement>(focusable)].filter(
    (element) =>
      element.tabIndex >= 0 && !element.matches(':disabled') && element.checkVisibility(),
  );
  const at = activeElement instanceof HTMLElement ? stops.indexOf(activeElement) : -1;
  const to = stops.findIndex(
    (stop) => stop === target || (group !== null && radioGroup(stop) === group),
  );
  return to - at || 1;
}

/**
 * Walks with Tab or Shift+Tab, as far as it takes, until this has the focus, or its group of radio
 * buttons has.
 */
export async function tabTo(target: Locator, stopsMax = 150): Promise<void> {
  await expect(target).toBeVisible();
  const { keyboard } = target.page();
  for (let walked = 0; walked < stopsMax;) {
    const stops = await target.evaluate(stopsTo);
    if (stops === 0) return;
    // All but the last few at a run: not every stop that could be is one.
    const run = Math.max(1, Math.abs(stops) - 3);
    for (let stop = 0; stop < run; stop++) await keyboard.press(stops < 0 ? 'Shift+Tab' : 'Tab');
    walked += run;
  }
  throw new Error(`Tab does not reach ${String(target)}`);
}

/** The middle of what is on the screen. */
export async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('it is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
