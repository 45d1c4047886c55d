// Checks that what is set is shown, mirrored and kept.
import { beforeEach, expect, test, vi } from 'vitest';
import type { SettingsStorage } from './settings';

const system = vi.fn(() => false);

beforeEach(() => {
  vi.resetModules();
  localStorage.clear();
  document.documentElement.removeAttribute('data-theme');
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: query.includes('dark') && system(),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
});

const open = () => import('./settings');

function memory() {
  const put: SettingsStorage['put'] = vi.fn(() => Promise.resolve());
  const get = () => Promise.resolve({ theme: 'dark', motion: 'reduced' } as const);
  return { put, get, watch: () => () => undefined };
}

test('without a choice the system decides', async () => {
  system.mockReturnValue(true);
  (await open()).applySettings();
  expect(document.documentElement.dataset.theme).toBe('dark');
});

test('a choice holds against the system, and is there before the next first paint', async () => {
  system.mockReturnValue(true);
  localStorage.setItem('past-tense.appearance', '{"theme":"light","motion":"reduced"}');
  (await open()).applySettings();
  expect(document.documentElement.dataset).toMatchObject({ theme: 'light', motion: 'reduced' });
});

test('a mirror that holds something else is as good as none', async () => {
  system.mockReturnValue(false);
  localStorage.setItem('past-tense.appearance', 'null');
  (await open()).applySettings();
  expect(document.documentElement.dataset.theme).toBe('light');
});

test('where the mirror is gone, storage says what was set', async () => {
  system.mockReturnValue(false);
  const settings = await open();
  settings.applySettings();
  settings.keepSettings(memory());
  await vi.waitFor(() => expect(document.documentElement.dataset.theme).toBe('dark'));
});
