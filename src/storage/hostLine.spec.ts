/** Cases of a browser that starts the storage worker, and of one that does not. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStorage } from './client';
import { connectHost } from './hostLine';
import { fakeLocks } from './testing/fakeLocks';

/** A worker that does nothing until a spec makes it speak. */
class SilentWorker {
  static last: SilentWorker;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly posted: unknown[] = [];
  terminated = false;

  constructor() {
    SilentWorker.last = this;
  }

  postMessage(message: unknown): void {
    this.posted.push(message);
  }

  terminate(): void {
    this.terminated = true;
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Storage over the line that the browser gives; without IndexedDB here, so in memory. */
async function answersSettings(connecting: ReturnType<typeof connectHost>): Promise<boolean> {
  const tabMemory = { getItem: () => null, setItem: () => undefined };
  const storage = createStorage(connecting, { locks: fakeLocks(), tabMemory });
  const { theme } = await storage.settings.put({ theme: 'dark' });
  storage.close();
  return theme === 'dark';
}

describe('a line to a host', () => {
  it('is the worker, once it says that it is ready', async () => {
    vi.stubGlobal('Worker', SilentWorker);
    const connecting = connectHost();
    SilentWorker.last.onmessage?.(new MessageEvent('message', { data: { kind: 'ready' } }));
    const line = await connecting;
    expect(line.endpoint).toBe(SilentWorker.last);
    line.close();
    expect(SilentWorker.last.terminated).toBe(true);
  });

  it('leads to a host on the page where there are no workers', async () => {
    expect(await answersSettings(connectHost())).toBe(true);
  });

  it('leads to a host on the page where the worker’s script cannot be loaded', async () => {
    vi.stubGlobal('Worker', SilentWorker);
    const connecting = connectHost();
    SilentWorker.last.onerror?.();
    expect(await answersSettings(connecting)).toBe(true);
    expect(SilentWorker.last.terminated).toBe(true);
  });

  it('leads to a host on the page where the worker never answers', async () => {
    vi.stubGlobal('Worker', SilentWorker);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const connecting = connectHost();
    await vi.advanceTimersByTimeAsync(5000);
    vi.useRealTimers();
    expect(await answersSettings(connecting)).toBe(true);
    expect(SilentWorker.last.terminated).toBe(true);
    expect(SilentWorker.last.posted).toEqual([]);
  });
});
