// Specifies how often a question about the run is asked, and which answers count.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAsker } from './asker';

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('a question about the run', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function asked(options: { running: boolean }) {
    const pending: ((answer: string | null) => void)[] = [];
    const said: string[] = [];
    const asker = createAsker<string>(
      () => new Promise((resolve) => pending.push(resolve)),
      () => options.running,
      (answer) => said.push(answer),
    );
    return { asker, pending, said };
  }

  it('is asked at once while time stands', () => {
    const { asker, pending } = asked({ running: false });
    asker.moved();
    expect(pending).toHaveLength(1);
  });

  it('is asked at most five times a second while time runs', async () => {
    const { asker, pending } = asked({ running: true });
    for (let beat = 0; beat < 60; beat++) {
      asker.moved();
      pending.at(-1)?.('answer');
      await vi.advanceTimersByTimeAsync(1000 / 60);
    }
    expect(pending.length).toBeLessThanOrEqual(6);
    expect(pending.length).toBeGreaterThanOrEqual(4);
  });

  it('waits for its answer before it is asked again, and drops an answer overtaken', async () => {
    const { asker, pending, said } = asked({ running: false });
    asker.moved();
    asker.moved();
    expect(pending).toHaveLength(1);
    pending[0]('old');
    await settle();
    expect(said).toEqual([]);
    expect(pending).toHaveLength(2);
    pending[1]('new');
    await settle();
    expect(said).toEqual(['new']);
  });

  it('keeps what is known if the engine could not answer', async () => {
    const { asker, pending, said } = asked({ running: false });
    asker.moved();
    pending[0](null);
    await settle();
    expect(said).toEqual([]);
  });

  it('says nothing after its end', async () => {
    const { asker, pending, said } = asked({ running: false });
    asker.moved();
    asker.end();
    pending[0]('late');
    await settle();
    expect(said).toEqual([]);
  });
});
