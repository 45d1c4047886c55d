/** Scripts of hints and tries, carried out on a run that is made of a clock. */
import { describe, expect, it } from 'vitest';
import type { ScriptStep } from './lesson';
import { runAct, runScript, type ScriptHost, type ScriptView } from './script';

/** A run on which time goes on by 10 ms a frame, and a deed happens at once. */
class FakeRun implements ScriptHost {
  readonly done: string[] = [];
  atMs = 0;
  killsMs: number[] = [];
  metrics: Record<string, number> = {};
  met = new Set<string>();
  busyFromMs = Number.POSITIVE_INFINITY;
  onIntervene: (() => void) | undefined;
  private isPlaying = false;

  view(): ScriptView {
    return {
      atMs: this.atMs,
      killsMs: this.killsMs,
      metrics: this.metrics,
      isMet: (goal) => this.met.has(goal),
      busy: () => (this.atMs >= this.busyFromMs ? 1 : 0),
    };
  }
  async nextFrame(signal: AbortSignal): Promise<void> {
    await Promise.resolve();
    signal.throwIfAborted();
    if (!this.isPlaying) throw new Error('no frame comes while time stands');
    this.atMs += 10;
  }
  play(): void {
    this.isPlaying = true;
  }
  async head(): Promise<void> {
    this.done.push('head');
  }
  async seek(atMs: number): Promise<void> {
    this.isPlaying = false;
    this.atMs = atMs;
    this.done.push(`seek ${atMs}`);
  }
  async fork(keepLater: boolean, label: string): Promise<void> {
    this.isPlaying = false;
    this.done.push(`fork ${keepLater} ${label}`);
  }
  async intervene({ kind, part }: { kind: string; part: string }): Promise<void> {
    this.done.push(`${kind} ${part} at ${this.atMs}`);
    if (kind === 'Kill') this.killsMs.push(this.atMs);
    this.onIntervene?.();
  }
  async answer(answer: Parameters<ScriptHost['answer']>[0]): Promise<void> {
    this.done.push(answer.kind === 'Selected' ? `select ${answer.correlation}` : 'predict');
  }
}

const kill: ScriptStep = { kind: 'intervene', intervention: { kind: 'Kill', part: 'payment' } };
const never = new AbortController().signal;

describe('a script', () => {
  it('begins at the head and waits for the moment', async () => {
    const run = new FakeRun();
    run.busyFromMs = 40;
    const wait = { kind: 'busy', part: 'payment', atLeast: 1 } as const;
    await runScript([{ kind: 'wait', for: wait, atMostMs: 500 }, kill], run, never);
    expect(run.done).toEqual(['head', 'Kill payment at 40']);
  });

  it('goes on when the moment does not come', async () => {
    const run = new FakeRun();
    const wait = { kind: 'metric', id: 'doubles', atLeast: 1 } as const;
    await runScript([{ kind: 'wait', for: wait, atMostMs: 100 }, kill], run, never);
    expect(run.done).toEqual(['head', 'Kill payment at 100']);
  });

  it('rewinds to the last kill, or stays where there was none', async () => {
    const run = new FakeRun();
    const rewind: ScriptStep = { kind: 'rewind', to: 'lastKill', plusMs: -5 };
    await runScript([rewind], run, never);
    run.killsMs = [20, 300];
    await runScript([rewind], run, never);
    expect(run.done).toEqual(['head', 'head', 'seek 295']);
  });

  it('repeats while the condition does not hold, as often as it may', async () => {
    const run = new FakeRun();
    const until = { kind: 'metric', id: 'doubles', atLeast: 1 } as const;
    const repeat: ScriptStep = { kind: 'repeat', until, attempts: 4, steps: [kill] };
    await runScript([repeat], run, never);
    expect(run.killsMs).toHaveLength(4);
    run.onIntervene = () => (run.metrics = { doubles: 1 });
    await runScript([repeat], run, never);
    expect(run.killsMs).toHaveLength(5);
  });

  it('fills numbers of the run into an answer', async () => {
    const run = new FakeRun();
    run.metrics = { doubledOrder: 54 };
    const answer = { kind: 'Selected', goal: 'g', correlation: 'order-{doubledOrder}' } as const;
    await runScript([{ kind: 'answer', answer }], run, never);
    expect(run.done).toEqual(['head', 'select order-54']);
  });

  it('stops between two frames when it is called off', async () => {
    const run = new FakeRun();
    const controller = new AbortController();
    const wait: ScriptStep = { kind: 'wait', for: { kind: 'time', ms: 1000 }, atMostMs: 1000 };
    const running = runScript([wait, kill], run, controller.signal);
    controller.abort(new Error('called off'));
    await expect(running).rejects.toThrow('called off');
    expect(run.killsMs).toEqual([]);
  });
});

describe('the button of a hint', () => {
  const act = { label: 'Kill it', done: 'Killed it.', script: [kill] };

  it('says whether the run agrees that it is done', async () => {
    const run = new FakeRun();
    expect(await runAct('killed', act, run, never)).toBe(false);
    run.onIntervene = () => run.met.add('killed');
    expect(await runAct('killed', act, run, never)).toBe(true);
  });
});
