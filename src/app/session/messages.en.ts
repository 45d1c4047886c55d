/** Owns the English words for what the engine refuses, and for what becomes of a run. */
export const sessionMessages = {
  /** By the code of the refusal. */
  refusals: {
    alreadyDead: 'It is stopped already.',
    alreadyAlive: 'It is running already.',
    lastInstance: 'The last instance stays: kill it instead.',
    tooMany: 'There are fifty already, the most there can be.',
    notPossible: 'That cannot be done to this part.',
    unknownPart: 'There is no such part in this run.',
    notConsumed: 'It does not read that queue.',
    notProduced: 'It sends nothing to that stream.',
    noRate: 'It follows a list of times, not a rate.',
    messageNotInQueue: 'That message is not in the queue any more.',
    noDeadLetters: 'There is no dead letter here that could go back.',
    queueFull: 'The queue is full and takes nothing: make room, or raise its length.',
    unknownSetting: 'It has no such setting.',
    badSetting: 'That setting cannot have this value here.',
    overflowWithoutLength: 'Give the queue a length first: without one it never overflows.',
    nothingToUndo: 'There is nothing to take back on this branch.',
    noSuchBranch: 'There is no such branch.',
    tooManyBranches: 'This run has as many branches as it can keep. Start it again to begin anew.',
    contradiction: 'That contradicts another of its settings.',
    retentionBelowSegment: 'Retention works on whole segments: it cannot be below one.',
    segmentBelowRecord: 'A record would not fit into a segment.',
    moreInSyncThanCopies: 'There are not so many copies of a partition.',
    unknownStream: 'There is no such stream.',
    unknownPartition: 'The stream has no such partition.',
    offsetOutOfRange: 'That offset is not in the partition.',
    notReady: 'The run is not ready yet.',
  } as Readonly<Record<string, string>>, // looked up by codes that come as text
  refused: 'That is not possible here.',
  inThePast: 'You are in the past. Fork from here, or return to live.',
  lost: 'The engine stopped before it answered. It is being started again.',
  rebuilding: 'The engine stopped and is being rebuilt from what was kept.',
  rebuilt: 'The engine stopped and was rebuilt. The run is where it was.',
  failed: (reason: string) => `The run cannot go on: ${reason}`,
  tryAgain: 'Try again',
  rerun: 'This run was kept by an older version. It was run again, with the same result.',
  rerunDiffers:
    'This run was kept by an older version. It was run again, and came out differently.',
  otherTab: 'This lesson is open in another tab. This tab has a run of its own.',
  laneOf: (side: string, label: string) => `${side} ${label}`,
  checkpoint: (count: number) => `checkpoint ${count}`,
} as const;

/** A refusal in words. */
export function refusalText(code: string): string {
  return sessionMessages.refusals[code] ?? sessionMessages.refused;
}
