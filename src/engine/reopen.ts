/** Makes a run of what storage kept: its journals from segments, or, under other rules, anew. */
import type { StorageReply, StoredBranch } from '../storage/segments';
import {
  canonicalJson,
  Journal,
  type KeptBranch,
  Run,
  type RunParts,
  tellTheSame,
  Values,
  WORLD_VERSION,
} from '../timeline';
import type { Json } from '../world';

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
  return {
    ...branch,
    interventions: [...branch.interventions],
    pending: [...branch.pending],
    checkpoints: [...branch.checkpoints],
    // As the recorder wrote them.
    answers: branch.answers as unknown as KeptBranch['origin']['answers'],
  };
}

/** Continues a stored run where it was, or runs it again from its interventions. */
export function reopen(parts: RunParts, scenario: Json, loaded: LoadedRun): Reopened {
  const { run: stored } = loaded;
  const same =
    stored.worldVersion === WORLD_VERSION &&
    loaded.cuts.length === 0 &&
    canonicalJson(stored.scenario) === canonicalJson(scenario);
  if (!same) return rerun(parts, loaded);
  const values = valuesOf(loaded);
  const journals = journalsOf(loaded);
  const branches = stored.branches.map((branch): KeptBranch => {
    const journal = journals.get(branch.id) ?? new Journal();
    return { origin: originOf(branch), journal, headMs: branch.headMs };
  });
  const run = new Run(
    { ...parts, seed: stored.seed },
    { branches, values, current: stored.branch },
  );
  run.seek({ kind: 'time', atMs: stored.cursorMs });
  return { run, found: 'resumed' };
}

/** The branch that was in view, decided again under today's rules. */
function rerun(parts: RunParts, loaded: LoadedRun): Reopened {
  const { run: stored } = loaded;
  const branch = stored.branches.find(({ id }) => id === stored.branch) ?? stored.branches[0];
  const run = new Run({ ...parts, seed: stored.seed }, null, [
    ...branch.interventions,
    ...branch.pending,
  ]);
  run.advance(branch.headMs, MAX_RERUN_FACTS);
  // A branch that was cut is not what it was: its facts need not be looked at.
  const kept = loaded.cuts.length === 0 ? journalsOf(loaded).get(branch.id) : undefined;
  const equal =
    kept !== undefined &&
    tellTheSame(
      { journal: run.current.journal, values: run.context.values },
      { journal: kept, values: valuesOf(loaded) },
    );
  run.seek({ kind: 'time', atMs: stored.cursorMs });
  return { run, found: equal ? 'rerun' : 'rerunDiffers' };
}
