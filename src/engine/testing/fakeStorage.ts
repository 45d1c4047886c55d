/** Storage for specs: keeps what it is told, in memory, and answers when it is told to. */
import type {
  StorageReply,
  StorageRequest,
  StoredKeyframe,
  StoredRun,
  StoredSegment,
} from '../../storage/segments';

export type Commit = Extract<StorageRequest, { kind: 'commit' }>;
export type Loaded = Extract<StorageReply, { kind: 'loaded' }>;

interface KeptRun {
  run: StoredRun;
  readonly segments: Map<string, StoredSegment>;
  texts: string[];
  readonly keyframes: Map<number, StoredKeyframe>;
}

/** What was sent to it is in `requests`; each is kept at once, and answered by `answer`. */
export class FakeStorage {
  readonly requests: StorageRequest[] = [];
  private readonly runs = new Map<string, KeptRun>();
  private answered = 0;

  readonly send = (request: StorageRequest): void => {
    this.requests.push(structuredClone(request));
    if (request.kind === 'commit') this.keep(structuredClone(request));
  };

  /** Commits so far. */
  get commits(): Commit[] {
    return this.requests.filter((request) => request.kind === 'commit');
  }

  /** Answers everything that was asked and not answered yet. */
  answer(to: { fromStorage(reply: StorageReply): void }): void {
    while (this.answered < this.requests.length) {
      const { kind, number, id } = this.requests[this.answered++];
      to.fromStorage(kind === 'load' ? this.loaded(number, id) : { kind: 'committed', number });
    }
  }

  /** What it has of a run, as it would answer. */
  loaded(number: number, id: string): Loaded {
    const kept = this.runs.get(id);
    const { run = null, texts = [] } = kept ?? {};
    return structuredClone({
      kind: 'loaded',
      number,
      run,
      segments: [...(kept?.segments.values() ?? [])],
      values: [{ from: 0, texts }],
      keyframes: [...(kept?.keyframes.values() ?? [])],
      cuts: [],
    });
  }

  private keep({ id, run, segments, values, keyframe, fresh }: Commit): void {
    let kept = fresh ? undefined : this.runs.get(id);
    kept ??= { run, segments: new Map(), texts: [], keyframes: new Map() };
    this.runs.set(id, kept);
    kept.run = run;
    for (const one of segments) kept.segments.set(`${one.branch}/${one.index}`, one);
    if (values !== null) kept.texts = [...kept.texts.slice(0, values.from), ...values.texts];
    if (keyframe !== null) kept.keyframes.set(keyframe.branch, keyframe);
  }
}
