/** What a checker remembers of each message in each queue. It judges nothing. */

/** One record per queue and message, made when it is first asked for. */
export class PerMessage<T> {
  private readonly records = new Map<number, Map<number, T>>();

  constructor(private readonly initial: () => T) {}

  /** The record of a message in a queue. */
  of(queue: number, message: number): T {
    let ofQueue = this.records.get(queue);
    if (ofQueue === undefined) this.records.set(queue, (ofQueue = new Map<number, T>()));
    let record = ofQueue.get(message);
    if (record === undefined) ofQueue.set(message, (record = this.initial()));
    return record;
  }

  /** All records of a queue. */
  inQueue(queue: number): Iterable<T> {
    return this.records.get(queue)?.values() ?? [];
  }

  forEach(visit: (record: T, queue: number, message: number) => void): void {
    for (const [queue, ofQueue] of this.records) {
      for (const [message, record] of ofQueue) visit(record, queue, message);
    }
  }
}
