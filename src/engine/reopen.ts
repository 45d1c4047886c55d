/** Makes a run of what storage kept: its journals from segments, or, under other rules, anew. */
import type { StorageReply, StoredBranch, StoredRun } from '../storage/segments';
import {
  canonicalJson,
  Journal,
  type GoalSnapshot,
  type KeptBranch,
  Run,
  type RunParts,
  tellTheSame,
  Values,
  WORLD_VERSION,
} from '../timeline';

/** What was loaded of a run; its `run` is there. */
export type LoadedRun = Extract<StorageReply, { kind: 'loaded' }> & {
  readonly run: NonNullable<Extract<StorageReply, { kind: 'loaded' }>['run']>;
};

export interface Reopened {
  readonly run: Run;
  readonly found: 'resumed' | 'rerun' | 'rerunDiffers';
}

/** The most facts that a re-run goes through. */
const MAX_RERUN_FACTS = 5_000_000;

/** The journals of all branches, chunks of a common past shared. */
function journalsOf({ run, segments }: LoadedRun): Map<number, Journal> {
  const journals = new Map<number, Journal>();
  for (const branch of run.branches) {
    const past = journals.get(branch.parent)?.fork(branch.forkSeq).segments ?? [];
    const chunks = [...past];
    for (const { branch: id, index, columns } of segments) {
      if (id === branch.id) chunks[index] = columns;
    }
    journals.set(branch.id, new Journal(chunks, branch.length));
  }
  return journals;
}

/** The table of values that the facts point into. */
function valuesOf({ values }: LoadedRun): Values {
  const table = new Values();
  for (const { texts } of [...values].sort((left, right) => left.from - right.from)) {
    table.restore(texts);
  }
  return table;
}

function originOf(branch: StoredBranch): KeptBranch['origin'] {
  const { id, parent, forkSeq, forkMs, label } = branch;
  return {
    ...{ id, parent, forkSeq, forkMs, label },
    interventions: [...branch.interventions],
    pending: [...branch.pending],
    checkpoints: [...branch.checkpoints],
    // As the recorder wrote them.
    answers: branch.answers as unknown as KeptBranch['origin']['answers'],
  };
}

/** Continues a stored run where it was, or runs it again from its interventions. */
export function reopen(parts: RunParts, made: MadeOf, loaded: LoadedRun): Reopened {
  const { run: stored, cuts } = loaded;
  const isSame =
    stored.worldVersion === WORLD_VERSION && cuts.length === 0 && textOf(stored) === textOf(made);
  const resumed = isSame ? resume(parts, made, loaded) : undefined;
  return resumed === undefined ? rerun(parts, loaded) : { run: resumed, found: 'resumed' };
}

/** What facts follow from, besides seed and interventions; and the goals that watch them. */
type MadeOf = Pick<StoredRun, 'scenario' | 'handlers' | 'goals'>;

function textOf({ scenario, handlers }: Omit<MadeOf, 'goals'>): string {
  return canonicalJson({ scenario, handlers });
}

/** The run as it was, or undefined: whole segments can still hold facts that nobody can fold. */
function resume(parts: RunParts, made: MadeOf, loaded: LoadedRun): Run | undefined {
  const { run: stored } = loaded;
  const values = valuesOf(loaded);
  const journals = journalsOf(loaded);
  const branches = stored.branches.map((branch): KeptBranch => {
    const journal = journals.get(branch.id) ?? new Journal();
    // Under other goals everything is shown to them again.
    const keyframe = made.goals === stored.goals ? keyframeOf(loaded, branch.id, journal) : null;
    return { origin: originOf(branch), journal, headMs: branch.headMs, keyframe };
  });
  try {
    const kept = { branches, values, current: stored.branch };
    const run = new Run({ ...parts, seed: stored.seed }, kept);
    run.seek({ kind: 'time', atMs: stored.cursorMs });
    // The view may have stood between two facts of one moment.
    if (run.cursor.seq !== stored.cursorSeq) run.seek({ kind: 'fact', seq: stored.cursorSeq });
    return run;
  } catch {
    return undefined;
  }
}

/** The latest keyframe of a branch: only what came after it has to be folded. */
function keyframeOf(
  { keyframes }: LoadedRun,
  branch: number,
  journal: Journal,
): KeptBranch['keyframe'] {
  const stored = keyframes.find((one) => one.branch === branch);
  if (stored === undefined || stored.length === 0 || stored.length > journal.length) return null;
  const { length, world, goals } = stored;
  // The recorder wrote them, for the same goals.
  return { length, world, atMs: journal.atMs(length - 1), goals: goals as GoalSnapshot };
}

/** The branch that was in view, decided again under today's rules. */
function rerun(parts: RunParts, loaded: LoadedRun): Reopened {
  const { run: stored } = loaded;
  const branch = stored.branches.find(({ id }) => id === stored.branch) ?? stored.branches[0];
  const { interventions, pending, answers, checkpoints } = originOf(branch);
  // The scenario's own faults are today's.
  const doneByPeople = [...interventions, ...pending].filter(({ authored }) => authored !== true);
  const run = new Run({ ...parts, seed: stored.seed }, null, doneByPeople);
  for (const { atMs, answer } of answers) {
    run.advance(atMs, MAX_RERUN_FACTS);
    run.answer(answer);
  }
  run.advance(branch.headMs, MAX_RERUN_FACTS);
  for (const { atMs, label } of checkpoints) {
    run.seek({ kind: 'time', atMs });
    run.checkpoint(label);
  }
  run.seek({ kind: 'time', atMs: stored.cursorMs });
  return { run, found: isToldAgain(run, branch, loaded) ? 'rerun' : 'rerunDiffers' };
}

/** A branch that was cut is not what it was: its facts need not be looked at. */
function isToldAgain(run: Run, branch: StoredBranch, loaded: LoadedRun): boolean {
  const journal = loaded.cuts.length === 0 ? journalsOf(loaded).get(branch.id) : undefined;
  if (journal === undefined) return false;
  return tellTheSame(
    { journal: run.current.journal, values: run.context.values },
    { journal, values: valuesOf(loaded) },
  );
}
