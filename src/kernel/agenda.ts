/**
 * What is still to happen: pending steps ordered by (time, order of scheduling). A binary heap in
 * a structure of arrays. A step is a kind, two integers and the fact that scheduled it; what they
 * mean is for the parts to say.
 */
import type { IntReader, IntWriter } from './integers';

const START_CAPACITY = 64;

/** Integers of a slot, and where each lies. */
const SLOT_SHIFT = 3;
const KIND = 0;
const A = 1;
const B = 2;
const CAUSE = 3;
const ORDER = 4;

/** The pending steps of one world. The popped step's fields are read from the agenda itself. */
export class Agenda {
  /** Fields of the step that was popped last. */
  atMs = 0;
  kind = 0;
  a = 0;
  b = 0;
  /** The fact that scheduled it. */
  cause = -1;

  private size = 0;
  /**
   * True after a pop: the top of the heap is a hole, its slot free. Most steps schedule another
   * one, which then takes the hole: one way through the heap instead of two.
   */
  private hollow = false;
  private nextOrder = 0;
  /** Orders of steps that were taken back and still lie in the heap. */
  private readonly cancelled = new Set<number>();
  private cancelledCount = 0;
  /**
   * Time and slot of each entry, side by side: two siblings lie in one line of the cache. Entries
   * from `size` on name the free slots, so that each slot is named once.
   */
  private heap = new Int32Array(0);
  /** The steps, in any order: kind, a, b, cause, order. */
  private slots = new Int32Array(0);

  /** How many steps are pending, cancelled ones not counted. */
  get length(): number {
    return this.size - this.cancelledCount - (this.hollow ? 1 : 0);
  }

  /** Time of the next step, or Infinity. */
  get nextMs(): number {
    this.closeHole();
    if (this.cancelledCount > 0) this.dropCancelled();
    return this.size === 0 ? Infinity : this.heap[0];
  }

  /** Adds a step; the number it returns cancels it. */
  schedule(atMs: number, kind: number, cause: number, a = 0, b = 0): number {
    const { hollow } = this;
    if (!hollow && this.size << 1 === this.heap.length) this.grow();
    const slot = this.heap[hollow ? 1 : (this.size << 1) + 1];
    const order = this.nextOrder++;
    const { slots } = this;
    const base = slot << SLOT_SHIFT;
    slots[base + KIND] = kind;
    slots[base + A] = a;
    slots[base + B] = b;
    slots[base + CAUSE] = cause;
    slots[base + ORDER] = order;
    if (hollow) {
      this.hollow = false;
      if (this.size > 2) this.siftUp(this.sinkHole(this.size), atMs, slot);
      else this.placeBesideOne(atMs, slot);
    } else {
      this.siftUp(this.size++, atMs, slot);
    }
    return order;
  }

  /** Takes a step back. It must be pending. */
  cancel(order: number): void {
    this.cancelled.add(order);
    this.cancelledCount++;
  }

  /** Takes the next step off and reads it into the fields above; false if there is none. */
  pop(): boolean {
    this.closeHole();
    if (this.cancelledCount > 0) this.dropCancelled();
    if (this.size === 0) return false;
    const { heap, slots } = this;
    const base = heap[1] << SLOT_SHIFT;
    this.atMs = heap[0];
    this.kind = slots[base + KIND];
    this.a = slots[base + A];
    this.b = slots[base + B];
    this.cause = slots[base + CAUSE];
    this.hollow = true;
    return true;
  }

  /** Visits the pending steps in no particular order: for projections, never for decisions. */
  forEach(visit: (atMs: number, kind: number, cause: number, a: number, b: number) => void): void {
    this.closeHole();
    const { heap, slots } = this;
    for (let index = 0; index < this.size; index++) {
      const base = heap[(index << 1) + 1] << SLOT_SHIFT;
      if (this.cancelledCount > 0 && this.cancelled.has(slots[base + ORDER])) continue;
      visit(
        heap[index << 1],
        slots[base + KIND],
        slots[base + CAUSE],
        slots[base + A],
        slots[base + B],
      );
    }
  }

  /** Writes the pending steps in order, so that equal agendas give equal integers. */
  save(out: IntWriter): void {
    this.closeHole();
    const { heap, slots } = this;
    const orderOf = (index: number): number =>
      slots[(heap[(index << 1) + 1] << SLOT_SHIFT) + ORDER];
    const live: number[] = [];
    for (let index = 0; index < this.size; index++) {
      if (!this.cancelled.has(orderOf(index))) live.push(index);
    }
    live.sort((left, right) => orderOf(left) - orderOf(right));
    out.push(this.nextOrder);
    out.push(live.length);
    for (const index of live) {
      const base = heap[(index << 1) + 1] << SLOT_SHIFT;
      out.push(heap[index << 1]);
      out.push(slots[base + ORDER]);
      for (let field = KIND; field <= CAUSE; field++) out.push(slots[base + field]);
    }
  }

  /** Replaces everything by what `save` wrote. */
  load(input: IntReader): void {
    this.size = 0;
    this.hollow = false;
    this.cancelled.clear();
    this.cancelledCount = 0;
    const nextOrder = input.next();
    const count = input.next();
    for (let index = 0; index < count; index++) {
      const atMs = input.next();
      this.nextOrder = input.next();
      const kind = input.next();
      const a = input.next();
      const b = input.next();
      this.schedule(atMs, kind, input.next(), a, b);
    }
    this.nextOrder = nextOrder;
  }

  private grow(): void {
    const capacity = Math.max(START_CAPACITY, this.heap.length);
    const heap = new Int32Array(capacity * 2);
    heap.set(this.heap);
    for (let slot = this.size; slot < capacity; slot++) heap[(slot << 1) + 1] = slot;
    const slots = new Int32Array(capacity << SLOT_SHIFT);
    slots.set(this.slots);
    this.heap = heap;
    this.slots = slots;
  }

  private dropCancelled(): void {
    while (this.size > 0) {
      const slot = this.heap[1];
      if (!this.cancelled.delete(this.slots[(slot << SLOT_SHIFT) + ORDER])) return;
      this.cancelledCount--;
      this.removeTop();
    }
  }

  private siftUp(start: number, atMs: number, slot: number): void {
    const { heap, slots } = this;
    const own = slots[(slot << SLOT_SHIFT) + ORDER];
    let hole = start;
    while (hole > 0) {
      const parent = (hole - 1) >>> 1;
      const time = heap[parent << 1];
      if (time < atMs) break;
      const other = heap[(parent << 1) + 1];
      if (time === atMs && slots[(other << SLOT_SHIFT) + ORDER] < own) break;
      heap[hole << 1] = time;
      heap[(hole << 1) + 1] = other;
      hole = parent;
    }
    heap[hole << 1] = atMs;
    heap[(hole << 1) + 1] = slot;
  }

  /** Puts a new entry into the hole at the top where there is one other at most, an older one. */
  private placeBesideOne(atMs: number, slot: number): void {
    const { heap } = this;
    if (this.size === 2 && heap[2] <= atMs) {
      heap[0] = heap[2];
      heap[1] = heap[3];
      heap[2] = atMs;
      heap[3] = slot;
    } else {
      heap[0] = atMs;
    }
  }

  private closeHole(): void {
    if (!this.hollow) return;
    this.hollow = false;
    this.removeTop();
  }

  /** Frees the slot at the top; the last entry goes where the hole comes to be. */
  private removeTop(): void {
    const { heap } = this;
    const slot = heap[1];
    const last = --this.size;
    const lastMs = heap[last << 1];
    const lastSlot = heap[(last << 1) + 1];
    heap[(last << 1) + 1] = slot;
    if (last > 0) this.siftUp(this.sinkHole(last), lastMs, lastSlot);
  }

  /** Moves the hole at the top of the first `size` entries down to a leaf; returns where it is. */
  private sinkHole(size: number): number {
    const { heap, slots } = this;
    let hole = 0;
    let child = 1;
    while (child + 1 < size) {
      const left = heap[child << 1];
      const right = heap[(child << 1) + 2];
      // 1 if the right one is earlier: times are not negative, so the sign says it, unbranched.
      let step = (right - left) >>> 31;
      if (right === left) {
        const rightOrder = slots[(heap[(child << 1) + 3] << SLOT_SHIFT) + ORDER];
        if (rightOrder < slots[(heap[(child << 1) + 1] << SLOT_SHIFT) + ORDER]) step = 1;
      }
      child += step;
      heap[hole << 1] = heap[child << 1];
      heap[(hole << 1) + 1] = heap[(child << 1) + 1];
      hole = child;
      child = (hole << 1) + 1;
    }
    if (child < size) {
      heap[hole << 1] = heap[child << 1];
      heap[(hole << 1) + 1] = heap[(child << 1) + 1];
      hole = child;
    }
    return hole;
  }
}
