/**
 * Owns one lane of the time axis while it grows: the ticks of a service in columns, the stretches
 * during which it was down or its group was divided anew. It does not know what a fact looks like.
 */
import type { DeadStretch, LaneView, Stretch } from './views';

const COLUMN_LENGTH = 256;

/** A lane of the branch in view; facts are added in their order. */
export class Lane {
  private count = 0;
  private atMs = new Int32Array(COLUMN_LENGTH);
  private seq = new Int32Array(COLUMN_LENGTH);
  private form = new Uint8Array(COLUMN_LENGTH);
  private stretches: readonly DeadStretch[] = [];
  private rebalances: readonly Stretch[] = [];
  private said: LaneView | null = null;

  constructor(
    private readonly id: string,
    private readonly label: string,
  ) {}

  /** The lane as it stands; the same reference while nothing changed. */
  view(): LaneView {
    const { id, label, count, atMs, seq, form } = this;
    this.said ??= {
      id,
      label,
      ticks: { count, atMs, seq, form },
      deadStretches: this.stretches,
      rebalances: this.rebalances,
    };
    return this.said;
  }

  addTick(atMs: number, seq: number, form: number): void {
    if (this.count === this.seq.length) this.grow();
    this.atMs[this.count] = atMs;
    this.seq[this.count] = seq;
    this.form[this.count] = form;
    this.count++;
    this.said = null;
  }

  kill(fromMs: number, fromSeq: number, held: number): void {
    const stretch = { fromMs, fromSeq, toMs: null, toSeq: null, held, givenBack: [] };
    this.stretches = [...this.stretches, stretch];
    this.said = null;
  }

  revive(toMs: number, toSeq: number): void {
    const last = this.stretches.at(-1);
    if (last === undefined || last.toSeq !== null) return;
    this.stretches = [...this.stretches.slice(0, -1), { ...last, toMs, toSeq }];
    this.said = null;
  }

  /** Its group begins to be divided anew, or has been. */
  rebalance(running: boolean, atMs: number, seq: number): void {
    const last = this.rebalances.at(-1);
    const isOpen = last !== undefined && last.toSeq === null;
    if (running === isOpen) return;
    this.rebalances = isOpen
      ? [...this.rebalances.slice(0, -1), { ...last, toMs: atMs, toSeq: seq }]
      : [...this.rebalances, { fromMs: atMs, fromSeq: seq, toMs: null, toSeq: null }];
    this.said = null;
  }

  /** A message went back to its queue because the service is down. */
  giveBack(seq: number): void {
    const last = this.stretches.at(-1);
    if (last === undefined || last.toSeq !== null) return;
    const givenBack = [...last.givenBack, seq];
    this.stretches = [...this.stretches.slice(0, -1), { ...last, givenBack }];
    this.said = null;
  }

  /** Takes back everything from a fact on. */
  truncate(seq: number): void {
    this.count = this.countBefore(seq);
    this.stretches = this.stretches
      .filter((stretch) => stretch.fromSeq < seq)
      .map((stretch) => ({
        ...endedBefore(stretch, seq),
        givenBack: stretch.givenBack.filter((returned) => returned < seq),
      }));
    this.rebalances = this.rebalances
      .filter((stretch) => stretch.fromSeq < seq)
      .map((stretch) => endedBefore(stretch, seq));
    this.said = null;
  }

  /** The stretch that began at this time; undefined if none did. */
  stretchFrom(fromMs: number): DeadStretch | undefined {
    return this.stretches.filter((stretch) => stretch.fromMs === fromMs).at(-1);
  }

  private countBefore(seq: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.seq[middle] < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private grow(): void {
    const length = this.count * 2;
    const { atMs, seq, form } = this;
    this.atMs = new Int32Array(length);
    this.seq = new Int32Array(length);
    this.form = new Uint8Array(length);
    this.atMs.set(atMs);
    this.seq.set(seq);
    this.form.set(form);
  }
}

/** The stretch as it stood before a fact: what that or a later one ended is open again. */
function endedBefore<Of extends Stretch>(stretch: Of, seq: number): Of {
  const isEnded = stretch.toSeq !== null && stretch.toSeq < seq;
  return isEnded ? stretch : { ...stretch, toMs: null, toSeq: null };
}
