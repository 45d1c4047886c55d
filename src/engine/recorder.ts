/**
 * Keeps a run in storage as it happens: new segments, the rewritten tail, new values, the latest
 * keyframe. One commit is under way at a time; storage sets the pace by when it answers.
 */
import type {
  StorageRequest,
  StoredBranch,
  StoredKeyframe,
  StoredRun,
  StoredSegment,
} from '../storage/segments';
import { type Branch, CHUNK_FACTS, type Run, WORLD_VERSION } from '../timeline';
import type { Json } from '../world';

/** How to talk to storage. The answer comes later, through `Recorder.answered`. */
export type SendToStorage = (request: StorageRequest, transfer: ArrayBuffer[]) => void;

/** What of a branch storage already has. */
interface Kept {
  length: number;
  keyframe: number;
}

/** Under which id a run is kept, and what it was made of. */
export type KeptAs = Pick<StoredRun, 'id' | 'scenario' | 'handlers' | 'goals'>;

/** Records one run under one id. */
export class Recorder {
  /**
   * What of each branch was sent, and how many values. What could not be written storage holds,
   * and writes when it can: nothing is sent twice.
   */
  private readonly kept = new Map<number, Kept>();
  private values = 0;
  /** Number of the commit that storage has not answered yet. */
  private underWay: number | undefined;
  private dirty = false;

  constructor(
    private readonly keptAs: KeptAs,
    private readonly run: Run,
    private readonly send: SendToStorage,
    private readonly nextNumber: () => number,
    private fresh: boolean,
  ) {
    if (!fresh) this.noteKept();
  }

  /** Something has changed: it is kept with the next commit. */
  changed(): void {
    this.dirty = true;
    if (this.underWay === undefined) this.commit();
  }

  /** Storage has answered a request, one of ours or not. */
  answered(number: number): void {
    if (this.underWay !== number) return;
    this.underWay = undefined;
    if (this.dirty) this.commit();
  }

  /** The run is closed: what is new goes out now, whatever is under way. */
  finish(): void {
    if (this.dirty) this.commit();
  }

  /** What has changed since the last commit is not to be kept, unless more changes. */
  holdBack(): void {
    this.dirty = false;
  }

  private commit(): void {
    const { run } = this;
    const { values } = run.context;
    const number = this.nextNumber();
    const segments = run.branches.flatMap((branch) => this.newSegments(branch));
    this.send(
      {
        kind: 'commit',
        number,
        id: this.keptAs.id,
        run: this.storedRun(),
        segments,
        values:
          values.length === this.values
            ? null
            : { from: this.values, texts: values.textsBetween(this.values, values.length) },
        keyframe: this.newKeyframe(run.current),
        fresh: this.fresh,
      },
      segments.map(({ columns }) => columns.buffer as ArrayBuffer), // made by slice, never shared
    );
    this.underWay = number;
    this.dirty = false;
    this.fresh = false;
    this.noteKept();
  }

  private noteKept(): void {
    const { branches, context } = this.run;
    this.values = context.values.length;
    for (const branch of branches) this.kept.set(branch.origin.id, stateOf(branch));
  }

  private newSegments({ origin, journal }: Branch): StoredSegment[] {
    const kept = this.kept.get(origin.id)?.length;
    if (kept === journal.length) return [];
    const out: StoredSegment[] = [];
    // From the chunk that has grown; of a new branch, from the first that it does not share whole.
    const first = Math.floor((kept ?? origin.forkSeq) / CHUNK_FACTS);
    for (let index = first; index * CHUNK_FACTS < journal.length; index++) {
      out.push({ branch: origin.id, index, columns: journal.segments[index].slice() });
    }
    return out;
  }

  private newKeyframe({ origin, keyframes }: Branch): StoredKeyframe | null {
    const { latest } = keyframes;
    if (latest === undefined || latest.length === this.kept.get(origin.id)?.keyframe) return null;
    const { length, world, goals } = latest;
    return { branch: origin.id, length, world, goals };
  }

  private storedRun(): StoredRun {
    const { run } = this;
    return {
      ...this.keptAs,
      seed: run.parts.seed,
      worldVersion: WORLD_VERSION,
      branch: run.current.origin.id,
      cursorMs: run.cursor.atMs,
      cursorSeq: run.cursor.seq,
      branches: run.branches.map(storedBranch),
      valueCount: run.context.values.length,
    };
  }
}

function stateOf({ journal, keyframes }: Branch): Kept {
  return { length: journal.length, keyframe: keyframes.latest?.length ?? -1 };
}

function storedBranch({ origin, journal, headMs }: Branch): StoredBranch {
  const answers = origin.answers as unknown as Json[]; // answers are plain JSON
  return { ...origin, answers, headMs, length: journal.length };
}
