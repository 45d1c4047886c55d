// Owns the promise that handler code sees: settled by the kernel's answers, in virtual time, its
// reactions run in the order of the language's own. It knows nothing of steps or messages.

type Resolve = (value?: unknown) => void;
type Reject = (reason?: unknown) => void;
type Executor = (resolve: Resolve, reject: Reject) => void;

/** Something to run once the code in hand has returned. */
interface Job {
  run(): void;
}

/** One passage runs at a time, each to its end or next wait: one list of jobs will do. */
let jobs: Job[] = [];

/** Runs jobs until none is left; `before` is called ahead of each and may end it by throwing. */
export function drainJobs(before: () => void): void {
  if (jobs.length === 0) return;
  try {
    for (let index = 0; index < jobs.length; index++) {
      before();
      jobs[index].run();
    }
  } finally {
    jobs = [];
  }
}

/** Forgets jobs of a passage that was stopped. */
export function forgetJobs(): void {
  jobs = [];
}

/** Waits for one task at a time; becomes a job when that is settled. */
export abstract class Reaction implements Job {
  /** The task that this waits for, and what else waits for it. */
  source: Task | undefined;
  next: Reaction | undefined;

  run(): void {
    if (this.source) react(this.source, this);
  }

  abstract fulfilled(value: unknown): void;
  abstract rejected(reason: unknown): void;
}

let settle: (task: Task, isFulfilled: boolean, value: unknown) => void;
let react: (task: Task, reaction: Reaction) => void;
let subscribe: (task: Task, reaction: Reaction) => void;

const byHand: Executor = () => undefined;

/** `Promise`, as handler code sees it. Nothing in it is asynchronous but the order. */
export class Task {
  #state: 'pending' | 'fulfilled' | 'rejected' = 'pending';
  #value: unknown;
  /** What waits for it, in a chain. */
  #reactions: Reaction | undefined;

  constructor(executor: Executor) {
    if (executor === byHand) return;
    if (typeof executor !== 'function') throw new TypeError('a promise needs a function');
    const [resolve, reject] = this.#settlers();
    try {
      executor(resolve, reject);
    } catch (error) {
      reject(error);
    }
  }

  static {
    settle = (task, isFulfilled, value) => {
      if (isFulfilled) task.#resolve(value);
      else task.#settle('rejected', value);
    };
    react = (task, reaction) => {
      if (task.#state === 'fulfilled') reaction.fulfilled(task.#value);
      else reaction.rejected(task.#value);
    };
    subscribe = (task, reaction) => task.#subscribe(reaction);
  }

  get [Symbol.toStringTag](): string {
    return 'Promise';
  }

  then(onFulfilled?: unknown, onRejected?: unknown): Task {
    const result = new Task(byHand);
    this.#subscribe(new Callbacks(result, onFulfilled, onRejected));
    return result;
  }

  catch(onRejected?: unknown): Task {
    return this.then(undefined, onRejected);
  }

  finally(onFinally?: unknown): Task {
    if (!isFunction(onFinally)) return this.then(onFinally, onFinally);
    return this.then(
      (value: unknown) => Task.resolve(onFinally()).then(() => value),
      (reason: unknown) =>
        Task.resolve(onFinally()).then(() => {
          throw reason;
        }),
    );
  }

  static resolve(value?: unknown): Task {
    if (value instanceof Task) return value;
    const task = new Task(byHand);
    task.#resolve(value);
    return task;
  }

  static reject(reason?: unknown): Task {
    const task = new Task(byHand);
    task.#settle('rejected', reason);
    return task;
  }

  static all(values: Iterable<unknown>): Task {
    return gather(
      values,
      (task, keep, { reject }) => task.then(keep, reject),
      (kept, { resolve }) => resolve(kept),
    );
  }

  static allSettled(values: Iterable<unknown>): Task {
    return gather(
      values,
      (task, keep) =>
        task.then(
          (value: unknown) => keep({ status: 'fulfilled', value }),
          (reason: unknown) => keep({ status: 'rejected', reason }),
        ),
      (kept, { resolve }) => resolve(kept),
    );
  }

  static any(values: Iterable<unknown>): Task {
    return gather(
      values,
      (task, keep, { resolve }) => task.then(resolve, keep),
      (kept, { reject }) => reject(new AggregateError(kept, 'all promises were rejected')),
    );
  }

  static race(values: Iterable<unknown>): Task {
    return new Task((resolve, reject) => {
      for (const value of values) Task.resolve(value).then(resolve, reject);
    });
  }

  /** The pair of functions of which the first call counts. */
  #settlers(): [Resolve, Reject] {
    let isDone = false;
    const once = (isFulfilled: boolean) => (value?: unknown) => {
      if (isDone) return;
      isDone = true;
      settle(this, isFulfilled, value);
    };
    return [once(true), once(false)];
  }

  #resolve(value: unknown): void {
    if (value === this) {
      this.#settle('rejected', new TypeError('a promise cannot wait for itself'));
      return;
    }
    let then: unknown;
    try {
      then = thenOf(value);
    } catch (error) {
      this.#settle('rejected', error);
      return;
    }
    if (isFunction(then)) jobs.push({ run: () => this.#adopt(value, then) });
    else this.#settle('fulfilled', value);
  }

  #adopt(value: unknown, then: unknown): void {
    const [resolve, reject] = this.#settlers();
    try {
      if (isFunction(then)) Reflect.apply(then, value, [resolve, reject]);
    } catch (error) {
      reject(error);
    }
  }

  #settle(state: 'fulfilled' | 'rejected', value: unknown): void {
    this.#state = state;
    this.#value = value;
    let reaction = this.#reactions;
    this.#reactions = undefined;
    while (reaction) {
      const { next } = reaction;
      jobs.push(reaction);
      reaction = next;
    }
  }

  #subscribe(reaction: Reaction): void {
    reaction.source = this;
    reaction.next = undefined;
    if (this.#state !== 'pending') {
      jobs.push(reaction);
      return;
    }
    let last = this.#reactions;
    if (!last) {
      this.#reactions = reaction;
      return;
    }
    while (last.next) last = last.next;
    last.next = reaction;
  }
}

class Callbacks extends Reaction {
  constructor(
    private readonly result: Task,
    private readonly onFulfilled: unknown,
    private readonly onRejected: unknown,
  ) {
    super();
  }

  fulfilled(value: unknown): void {
    if (isFunction(this.onFulfilled)) this.call(this.onFulfilled, value);
    else settle(this.result, true, value);
  }

  rejected(reason: unknown): void {
    if (isFunction(this.onRejected)) this.call(this.onRejected, reason);
    else settle(this.result, false, reason);
  }

  private call(callback: (value: unknown) => unknown, value: unknown): void {
    try {
      settle(this.result, true, callback(value));
    } catch (error) {
      settle(this.result, false, error);
    }
  }
}

freezeClass(Task);

/** A task that is settled from outside, with `settleTask`. */
export function pendingTask(): Task {
  return new Task(byHand);
}

/** Settles a pending task. Its owner sees to it that this happens once. */
export function settleTask(task: Task, isFulfilled: boolean, value: unknown): void {
  settle(task, isFulfilled, value);
}

/** Lets `reaction` wait for `value`, as `await` does. It must not wait for anything else. */
export function awaitValue(value: unknown, reaction: Reaction): void {
  subscribe(Task.resolve(value), reaction);
}

interface Settlers {
  readonly resolve: Resolve;
  readonly reject: Reject;
}

/** Watches all of `values`; `finish` gets the outcomes that were kept, in the values' order. */
function gather(
  values: Iterable<unknown>,
  watch: (task: Task, keep: (outcome: unknown) => void, settlers: Settlers) => void,
  finish: (kept: unknown[], settlers: Settlers) => void,
): Task {
  return new Task((resolve, reject) => {
    const settlers = { resolve, reject };
    const kept: unknown[] = [];
    let openCount = 1; // the listing itself: nothing is finished before all are watched
    const close = (): void => {
      if (--openCount === 0) finish(kept, settlers);
    };
    let count = 0;
    for (const value of values) {
      const index = count++;
      openCount++;
      const keep = (outcome: unknown): void => {
        kept[index] = outcome;
        close();
      };
      watch(Task.resolve(value), keep, settlers);
    }
    close();
  });
}

function isFunction(value: unknown): value is (...values: unknown[]) => unknown {
  return typeof value === 'function';
}

function thenOf(value: unknown): unknown {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function'))
    return undefined;
  return 'then' in value ? value.then : undefined;
}

/** Passages share the class: nothing that one of them does may be seen by another. */
function freezeClass(owner: { readonly prototype: object }): void {
  for (const target of [owner, owner.prototype]) {
    for (const { value, get } of Object.values(Object.getOwnPropertyDescriptors(target))) {
      for (const member of [value, get]) if (isFunction(member)) Object.freeze(member);
    }
    Object.freeze(target);
  }
}
