// @vitest-environment happy-dom
/** Shows when a card is taken into the hand, by mouse and by finger, and how it is let go. */
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import { useRef } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Point } from './geometry';
import { useHold } from './useHold';

afterEach(cleanup);

function setUp() {
  const told: (string | Point)[] = [];
  let clicks = 0;
  function Card() {
    const card = useRef<HTMLButtonElement>(null);
    useHold(card, {
      position: { x: 100, y: 50 },
      toStage: (client) => client,
      onLift: () => told.push('lift'),
      onCarry: (at) => told.push(at),
      onDrop: (at) => told.push('drop', at),
      onCancel: () => told.push('cancel'),
    });
    return <button ref={card} onClick={() => clicks++} />;
  }
  const { getByRole } = render(<Card />);
  const card = getByRole('button');
  card.setPointerCapture = () => undefined;
  const pointer = (type: string, x: number, y: number, pointerType = 'mouse') =>
    fireEvent(
      card,
      new PointerEvent(type, {
        ...{ clientX: x, clientY: y, pointerId: 1, pointerType, bubbles: true },
      }),
    );
  return { told, card, pointer, clicks: () => clicks };
}

describe('a card and a mouse', () => {
  it('is lifted once the pointer has moved a little, and follows by its grip', () => {
    const { told, pointer } = setUp();
    pointer('pointerdown', 110, 60);
    pointer('pointermove', 112, 60);
    expect(told).toEqual([]);
    pointer('pointermove', 120, 60);
    pointer('pointerup', 200, 160);
    expect(told).toEqual(['lift', { x: 110, y: 50 }, 'drop', { x: 190, y: 150 }]);
  });

  it('is lifted though the pointer has left it before it was seen to move', () => {
    const { told, pointer } = setUp();
    pointer('pointerdown', 110, 60);
    const far = { clientX: 400, clientY: 500, pointerId: 1, pointerType: 'mouse' };
    fireEvent(window, new PointerEvent('pointermove', far));
    expect(told).toEqual(['lift', { x: 390, y: 490 }]);
  });

  it('is pressed, not carried, when the pointer stays; and not pressed when it was carried', () => {
    const { told, pointer, card, clicks } = setUp();
    pointer('pointerdown', 110, 60);
    pointer('pointerup', 110, 60);
    fireEvent.click(card, { detail: 1 });
    expect([told, clicks()]).toEqual([[], 1]);
    pointer('pointerdown', 110, 60);
    pointer('pointermove', 150, 60);
    pointer('pointerup', 150, 60);
    fireEvent.click(card, { detail: 1 });
    expect(clicks()).toBe(1);
  });

  it('goes back on Esc, and nothing else hears of that key', () => {
    const { told, pointer, card } = setUp();
    const heard = vi.fn();
    document.addEventListener('keydown', heard);
    pointer('pointerdown', 110, 60);
    pointer('pointermove', 150, 60);
    fireEvent.keyDown(card, { key: 'Escape' });
    pointer('pointerup', 150, 60);
    document.removeEventListener('keydown', heard);
    expect(told.at(-1)).toBe('cancel');
    expect(heard).not.toHaveBeenCalled();
  });
});

describe('a card and a finger', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('is lifted after a moment’s hold', () => {
    const { told, pointer } = setUp();
    pointer('pointerdown', 110, 60, 'touch');
    act(() => void vi.advanceTimersByTime(199));
    expect(told).toEqual([]);
    act(() => void vi.advanceTimersByTime(1));
    pointer('pointermove', 130, 60, 'touch');
    pointer('pointerup', 130, 60, 'touch');
    expect(told).toEqual(['lift', { x: 120, y: 50 }, 'drop', { x: 120, y: 50 }]);
  });

  it('stays where it is when the finger pans', () => {
    const { told, pointer } = setUp();
    pointer('pointerdown', 110, 60, 'touch');
    pointer('pointermove', 130, 60, 'touch');
    act(() => void vi.advanceTimersByTime(500));
    pointer('pointerup', 130, 60, 'touch');
    expect(told).toEqual([]);
  });
});
