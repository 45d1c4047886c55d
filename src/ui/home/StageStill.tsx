/**
 * Owns the picture that stands where the live stage will: the same broker, kill zone and line of
 * time, not running, so that nothing moves when the stage arrives. It knows no run.
 */
import { useLayoutEffect, useRef, useState } from 'react';
import { HandoutsBadge, Shape, Tag } from '../tokens';
import { homeMessages } from './messages.en';
import { DeadCard, LivingCard } from './StillCards';
import { StillTimeline } from './StillTimeline';
import styles from './stageStill.module.css';

const messages = homeMessages.still;
const height = 320;
/** Below this width the services stand over and under the queue's box instead of beside it. */
const besideFromWidth = 760;

/** The still picture, as wide as its place. */
export function StageStill() {
  const frame = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(1007);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const measure = () => setWidth(Math.max(320, element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const Picture = width >= besideFromWidth ? Beside : Compact;
  return (
    <figure ref={frame} className={styles.figure}>
      <figcaption className={styles.caption}>
        <Tag tone="calm">{messages.tag}</Tag>
        <span>{messages.caption}</span>
        <span className={`num ${styles.clock}`}>{messages.clock}</span>
      </figcaption>
      <svg
        className={styles.picture}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={messages.label}
      >
        <rect width={width} height={height} fill="url(#dots)" />
        <Picture width={width} />
        <StillTimeline width={width} />
      </svg>
    </figure>
  );
}

interface PictureProps {
  readonly width: number;
}

function Beside({ width }: PictureProps) {
  const right = width - 24;
  const broker = { left: 300, right: right - 291 };
  return (
    <>
      <LivingCard x={24} y={36} width={148} name={messages.orders} rate="5.0/s" pods={[1, 0]} />
      <Arrow from={172} to={300} y={60} />
      <Flying x={212} y={60} />
      <Flying x={268} y={60} />
      <text className={styles.eventName} x={236} y={84}>
        {messages.event}
      </text>
      <Queue {...broker} top={20} />
      <Arrow from={broker.right} to={right - 180} y={60} />
      <Unacked x={broker.right + 26} y={44} />
      <LivingCard
        x={right - 168}
        y={36}
        width={168}
        name={messages.payment(1)}
        rate="2.6/s"
        pods={[1]}
        inbox="1"
      />
      <KillZone left={300} right={right} top={148} withWords />
      <DeadCard x={right - 180} y={156} name={messages.payment(2)} />
    </>
  );
}

function Compact({ width }: PictureProps) {
  const right = width - 16;
  return (
    <>
      <Queue left={16} right={right} top={20} />
      <KillZone left={16} right={right} top={148} withWords={width >= 560} />
      <DeadCard x={right - 164} y={156} name={messages.payment(2)} />
    </>
  );
}

function Arrow({
  from,
  to,
  y,
}: {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}) {
  return (
    <>
      <path className={styles.link} d={`M${from} ${y}H${to - 4}`} />
      <path className={styles.arrow} d={`M${to} ${y}l-7.5 -4v8z`} />
    </>
  );
}

function Flying({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <>
      <rect className={styles.trail} x={x - 26} y={y - 2.5} width={24} height={5} rx={2.5} />
      <Shape kind="event" x={x} y={y} radius={7} />
    </>
  );
}

function Unacked({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <>
      <rect className={styles.unacked} x={x} y={y} width={24} height={32} rx={2} />
      <Shape kind="event" x={x + 12} y={y + 16} radius={6.5} stroke={1.5} hollow />
    </>
  );
}

interface QueueProps {
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

/** A queue with seven messages ready, its head at the right. */
function Queue({ left, right, top }: QueueProps) {
  const ready = 7;
  const slotCount = Math.floor((right - left - 32 + 4) / 28);
  const slots = Array.from({ length: slotCount }, (_, place) => right - 40 - place * 28);
  const tray = right - 56;
  return (
    <>
      <rect className={styles.broker} x={left} y={top} width={right - left} height={104} rx={8} />
      {slots.map((x, place) => (
        <g key={x}>
          <rect
            className={place < ready ? styles.slotFull : styles.slot}
            x={x}
            y={top + 24}
            width={24}
            height={32}
            rx={2}
          />
          {place < ready && <Shape kind="event" x={x + 12} y={top + 40} radius={7} />}
        </g>
      ))}
      <HandoutsBadge x={right - 27} y={top + 16} handouts={2} />
      <text className={`mono ${styles.queueName}`} x={left + 16} y={top + 76}>
        {messages.queue}
      </text>
      <text className={styles.small} x={left + 16} y={top + 92}>
        <tspan className={styles.strong}>{messages.ready(ready)}</tspan>
        {right - left > 340 && <tspan dx={8}>{messages.again}</tspan>}
      </text>
      <path className={styles.link} d={`M${tray} ${top + 66}v12a2 2 0 002 2h36a2 2 0 002-2v-12`} />
      <path className={styles.trayCross} d={`M${tray + 9} ${top + 68}l6 6m0 -6l-6 6`} />
      <text className={`num ${styles.trayCount}`} x={tray + 30} y={top + 75.5}>
        0
      </text>
    </>
  );
}

interface KillZoneProps {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly withWords: boolean;
}

function KillZone({ left, right, top, withWords }: KillZoneProps) {
  const zone = { x: left, y: top, width: right - left, height: 72, rx: 8 };
  const [first, second] = messages.inHand;
  const note = right - 198;
  return (
    <>
      <rect {...zone} fill="var(--hotspot-wash)" />
      <rect className={styles.zone} {...zone} />
      <Shape kind="failure" x={left + 27} y={top + 27} radius={6.5} />
      <text className={styles.zoneTitle} x={left + 42} y={top + 32}>
        {messages.killZone}
      </text>
      {withWords && (
        <>
          <text className={styles.zoneText} x={left + 20} y={top + 54}>
            {messages.killHow}
          </text>
          {right - left > 620 && (
            <text className={styles.zoneNote} y={top + 32}>
              <tspan x={note}>{first}</tspan>
              <tspan x={note} dy={16}>
                {second}
              </tspan>
            </text>
          )}
        </>
      )}
    </>
  );
}
