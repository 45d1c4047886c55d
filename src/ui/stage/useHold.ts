/**
 * Owns taking a card into the hand: by mouse once it has moved a little, by touch after a moment's
 * hold, so that panning stays what a finger does first. The card follows past React; where it may
 * be put down, and what that means, is its user's.
 */
import { type RefObject, useEffect, useRef } from 'react';
import type { Point } from './geometry';

const MOUSE_SLACK_PX = 4;
const TOUCH_SLACK_PX = 8;
const TOUCH_HOLD_MS = 200;

export interface HoldOptions {
  /** Where the card's top left corner is now, in stage pixels. */
  readonly position: Point;
  readonly toStage: (client: Point) => Point;
  readonly onLift: () => void;
  /** The card's corner while it is carried. */
  readonly onCarry: (at: Point) => void;
  readonly onDrop: (at: Point) => void;
  readonly onCancel: () => void;
}

/** One gesture, from the press until the card is let go. */
interface Gesture {
  readonly pointerId: number;
  readonly start: Point;
  readonly touch: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** From the card's corner to the pointer, in stage pixels; null until it is lifted. */
  grip: Point | null;
}

/** Lets a card be carried. */
export function useHold(card: RefObject<HTMLElement | null>, options: HoldOptions): void {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => {
    const element = card.current;
    if (element === null) return;
    const carrying = new Carrying(element, latest);
    return carrying.listen();
  }, [card]);
}

class Carrying {
  private gesture: Gesture | null = null;

  constructor(
    private readonly card: HTMLElement,
    private readonly options: RefObject<HoldOptions>,
  ) {}

  /** Starts to listen; returns what ends it. */
  listen(): () => void {
    const ending = new AbortController();
    const { signal } = ending;
    const { card } = this;
    card.addEventListener('pointerdown', (event) => this.press(event), { signal });
    // On the window: a fast pointer has left the card before it is seen to move.
    window.addEventListener('pointermove', (event) => this.move(event), { signal });
    window.addEventListener('pointerup', (event) => this.release(event), { signal });
    window.addEventListener('pointercancel', (event) => this.lose(event), { signal });
    card.addEventListener('click', (event) => this.swallowClick(event), { signal, capture: true });
    // The canvas pans by the mouse's and the finger's own events: it must not see these.
    card.addEventListener('mousedown', (event) => event.stopPropagation(), { signal });
    card.addEventListener('touchmove', (event) => this.keepFromPanning(event), {
      ...{ signal, passive: false },
    });
    card.addEventListener('contextmenu', (event) => this.keepMenuShut(event), {
      ...{ signal, capture: true },
    });
    window.addEventListener('keydown', (event) => this.escape(event), { signal, capture: true });
    return () => {
      this.cancel();
      ending.abort();
    };
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0 || this.gesture !== null) return;
    this.clickFollows = false;
    const touch = event.pointerType === 'touch';
    const gesture: Gesture = {
      ...{ pointerId: event.pointerId, touch, grip: null, timer: undefined },
      start: { x: event.clientX, y: event.clientY },
    };
    if (touch) gesture.timer = setTimeout(() => this.lift(gesture), TOUCH_HOLD_MS);
    this.gesture = gesture;
  }

  private move(event: PointerEvent): void {
    const { gesture } = this;
    if (gesture === null || event.pointerId !== gesture.pointerId) return;
    const at = { x: event.clientX, y: event.clientY };
    if (gesture.grip !== null) {
      this.carry(at, gesture.grip);
      return;
    }
    const distance = Math.hypot(at.x - gesture.start.x, at.y - gesture.start.y);
    if (gesture.touch && distance > TOUCH_SLACK_PX) this.forget();
    else if (!gesture.touch && distance > MOUSE_SLACK_PX) this.carry(at, this.lift(gesture));
  }

  private lift(gesture: Gesture): Point {
    const { position, toStage, onLift } = this.options.current;
    const pointer = toStage(gesture.start);
    const grip = { x: pointer.x - position.x, y: pointer.y - position.y };
    gesture.grip = grip;
    this.card.setPointerCapture(gesture.pointerId);
    onLift();
    return grip;
  }

  private carry(client: Point, grip: Point): void {
    const pointer = this.options.current.toStage(client);
    this.options.current.onCarry({ x: pointer.x - grip.x, y: pointer.y - grip.y });
  }

  private release(event: PointerEvent): void {
    const { gesture } = this;
    if (gesture === null || event.pointerId !== gesture.pointerId) return;
    this.forget();
    if (gesture.grip === null) return;
    this.clickFollows = true;
    const pointer = this.options.current.toStage({ x: event.clientX, y: event.clientY });
    this.options.current.onDrop({ x: pointer.x - gesture.grip.x, y: pointer.y - gesture.grip.y });
  }

  private lose(event: PointerEvent): void {
    if (event.pointerId === this.gesture?.pointerId) this.cancel();
  }

  private cancel(): void {
    const carried = this.gesture !== null && this.gesture.grip !== null;
    this.forget();
    if (!carried) return;
    this.clickFollows = true;
    this.options.current.onCancel();
  }

  private forget(): void {
    clearTimeout(this.gesture?.timer);
    this.gesture = null;
  }

  private escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.gesture === null || this.gesture.grip === null) return;
    event.stopPropagation();
    event.preventDefault();
    this.cancel();
  }

  /** Letting go of a card is not a press of its button. */
  private clickFollows = false;
  private swallowClick(event: MouseEvent): void {
    const byKeyboard = event.detail === 0;
    if (!this.clickFollows || byKeyboard) return;
    this.clickFollows = false;
    event.stopPropagation();
    event.preventDefault();
  }

  private keepFromPanning(event: Event): void {
    if (this.gesture === null || this.gesture.grip === null) return;
    event.stopPropagation();
    event.preventDefault();
  }

  /** A finger that holds a card asks for the card, not for a menu. */
  private keepMenuShut(event: Event): void {
    if (this.gesture === null || !this.gesture.touch) return;
    event.stopPropagation();
    event.preventDefault();
  }
}
