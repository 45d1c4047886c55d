// Owns what every journey has in common: a page that is watched for errors and for requests that
// leave the site, and the accessibility check. It knows no screen.
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

interface Watched {
  /** What went wrong on the page, in order; checked to be empty when the journey ends. */
  readonly complaints: string[];
}

/** A test whose page may neither write errors to the console nor ask another host for anything. */
export const test = base.extend<Watched>({
  complaints: [
    async ({ page, context, baseURL }, use) => {
      const complaints: string[] = [];
      const site = new URL(baseURL ?? 'http://localhost').origin;
      page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
      });
      context.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        const isInside = origin === site || protocol === 'blob:' || protocol === 'data:';
        if (!isInside && protocol !== 'about:') complaints.push(`request: ${request.url()}`);
      });
      await use(complaints);
      expect(complaints, 'errors, or requests that leave the site').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** A value that is looked at again and again, ten times a second, until it is as expected. */
export function eventually<Value>(read: () => Promise<Value>, timeout = 15_000) {
  return expect.poll(read, { intervals: [50, 100], timeout });
}

/** Holds when axe finds nothing against WCAG 2.2 AA on what is on the screen now. */
export async function expectAccessible(page: Page): Promise<void> {
  const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(levels).analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    rule: `${id}: ${help}`,
    at: nodes.map(({ target }) => target.join(' ')),
  }));
  expect(found).toEqual([]);
}
