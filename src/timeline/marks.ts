/** What is marked on a branch's time axis: faults, changes, checkpoints, and what is to come. */
import type { Intervention } from '../world';
import type { Branch } from './branch';
import type { BranchView, Mark } from './frame';

function markKind(intervention: Intervention): Mark['kind'] {
  switch (intervention.kind) {
    case 'Kill':
      return 'kill';
    case 'Revive':
      return 'revive';
    case 'AddInstance':
    case 'RemoveInstance':
    case 'SetRate':
    case 'SetConsumption':
    case 'Settle':
    case 'Purge':
    case 'Redrive':
    case 'Configure':
    case 'MoveOffset':
    case 'SetKey':
      return 'change';
  }
}

/** A branch as the page sees it. A mark's text is the intervention's kind; the page words it. */
export function branchView({ origin, journal, headMs }: Branch): BranchView {
  const ofIntervention = (
    { atMs, afterSeq, intervention }: Branch['origin']['interventions'][number],
    pending: boolean,
  ): Mark => ({
    kind: markKind(intervention),
    atMs,
    seq: (afterSeq ?? -1) + 1,
    part: intervention.part,
    ...('instance' in intervention ? { instance: intervention.instance } : null),
    text: intervention.kind,
    pending,
  });
  const marks: Mark[] = [
    ...origin.interventions
      .filter(({ refused }) => refused !== true)
      .map((one) => ofIntervention(one, false)),
    ...origin.pending.map((one) => ofIntervention(one, true)),
    ...origin.checkpoints.map(({ seq, atMs, label }): Mark => ({
      kind: 'checkpoint',
      atMs,
      seq,
      part: label,
      text: label,
      pending: false,
    })),
  ];
  return {
    id: origin.id,
    parent: origin.parent,
    forkSeq: origin.forkSeq,
    forkMs: origin.forkMs,
    headMs,
    headSeq: journal.length - 1,
    label: origin.label,
    marks: marks.sort((left, right) => left.atMs - right.atMs || left.seq - right.seq),
  };
}
