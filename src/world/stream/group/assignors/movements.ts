/**
 * Owns the memory of what moved between members while a group is evened out: a partition that
 * would move against an earlier move of its topic is exchanged for the one that moved.
 */
import type { Space } from './space';

interface Movement {
  readonly from: number;
  readonly to: number;
}

export class Movements {
  /** By partition: from whom it came in the end, and who has it now. */
  private readonly moved = new Map<number, Movement>();

  constructor(private readonly space: Space) {}

  /** Which partition to move from one member to another when this one should. */
  inPlaceOf(partition: number, from: number, to: number): number {
    const origin = this.moved.get(partition)?.from ?? from;
    const topic = this.space.topicOf[partition];
    for (const [other, movement] of this.moved) {
      const isBack = movement.from === to && movement.to === origin;
      if (isBack && this.space.topicOf[other] === topic) return other;
    }
    return partition;
  }

  /** A partition has moved. One that is back where it came from has not. */
  record(partition: number, from: number, to: number): void {
    const origin = this.moved.get(partition)?.from ?? from;
    this.moved.delete(partition);
    if (origin !== to) this.moved.set(partition, { from: origin, to });
  }
}
