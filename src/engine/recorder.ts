/**
 * Keeps a run in storage as it happens: new segments, the rewritten tail, new values, the latest
 * keyframe. One commit is under way at a time; storage sets the pace by when it answers.
 */
import type {
  StorageReply,
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

/** Records one run under one id. */
export class Recorder {
  private readonly kept = new Map<number, Kept>();
  private values = 0;
  private underWay: { readonly number: number; readonly values: number } | undefined;
  private lengths = new Map<number, Kept>();
  private dirty = false;

  constructor(
    readonly id: string,
    private readonly run: Run,
    private readonly scenario: Json,
    private readonly send: SendToStorage,
    private readonly nextNumber: () => number,
    private fresh: boolean,
  ) {
    if (fresh) return;
    this.values = run.context.values.length;
    for (const branch of run.branches) this.kept.set(branch.origin.id, stateOf(branch));
  }

  /** Something has changed: it is kept with the next commit. */
  changed(): void {
    this.dirty = true;
    this.commit();
  }

  /** Storage has answered. Returns the reason of a failure, or nothing. */
  answered(reply: StorageReply): string | undefined {
    if (this.underWay?.number !== reply.number) return undefined;
    const { values } = this.underWay;
    this.underWay = undefined;
    // What could not be written storage holds, and writes when it can.
    this.values = values;
    for (const [id, state] of this.lengths) this.kept.set(id, state);
    this.fresh = false;
    this.commit();
    return reply.kind === 'failed' ? reply.reason : undefined;
  }

  private commit(): void {
    if (!this.dirty || this.underWay !== undefined) return;
    this.dirty = false;
    const { run } = this;
    const { values } = run.context;
    const number = this.nextNumber();
    this.underWay = { number, values: values.length };
    this.lengths = new Map(run.branches.map((branch) => [branch.origin.id, stateOf(branch)]));
    const segments = run.branches.flatMap((branch) => this.newSegments(branch));
    this.send(
      {
        kind: 'commit',
        number,
        id: this.id,
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
  }

  private newSegments({ origin, journal }: Branch): StoredSegment[] {
    const from = Math.max(this.kept.get(origin.id)?.length ?? 0, 0);
    const own = origin.parent < 0 ? 0 : Math.floor(origin.forkSeq / CHUNK_FACTS);
    const known = this.kept.get(origin.id) === undefined ? own : Math.floor(from / CHUNK_FACTS);
    if (this.kept.get(origin.id)?.length === journal.length) return [];
    const out: StoredSegment[] = [];
    for (let index = Math.max(own, known); index * CHUNK_FACTS < journal.length; index++) {
      out.push({ branch: origin.id, index, columns: journal.segments[index].slice() });
    }
    return out;
  }

  private newKeyframe({ origin, keyframes }: Branch): StoredKeyframe | null {
    const { latest } = keyframes;
    if (latest === undefined || latest.length === this.kept.get(origin.id)?.keyframe) return null;
    return { branch: origin.id, length: latest.length, world: latest.world };
  }

  private storedRun(): StoredRun {
    const { run } = this;
    return {
      id: this.id,
      scenario: this.scenario,
      seed: run.parts.seed,
      worldVersion: WORLD_VERSION,
      branch: run.current.origin.id,
      cursorMs: run.cursor.atMs,
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
