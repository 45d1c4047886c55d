/**
 * A number over the last seconds of virtual time, as steps: a queue's depth, a group's lag. A
 * drawing of its own: a step line, three grid lines, words where the design has them.
 */
import { useId } from 'react';
import { formatRuler, formatTime } from '../time';
import { Shape } from '../tokens';
import {
  DEPTH_SPAN_MS,
  depthPath,
  type DepthSteps,
  depthX,
  depthY,
  FRAME,
  scaleTop,
} from './depthScale';
import styles from './inspector.module.css';
import { text } from './messages.en';
import { Section } from './Section';

const SECONDS = DEPTH_SPAN_MS / 1000;

interface StepChartProps {
  readonly title: string;
  /** Null until they are known. */
  readonly steps: DepthSteps | null;
  readonly fromMs: number;
  readonly toMs: number;
  /** What it is now, as all other numbers have it: the chart ends there. */
  readonly now: number;
  /** The chart for people who listen: what it is now, at most, in how many seconds. */
  readonly said: (now: number, most: number, span: number) => string;
  readonly kills: readonly { readonly atMs: number; readonly label: string }[];
}

export function StepChart({ title, steps, fromMs, toMs, now, said, kills }: StepChartProps) {
  const clip = useId();
  if (steps === null) {
    return (
      <Section title={title} note={text.lastSeconds(SECONDS)}>
        <svg width={FRAME.width} height={FRAME.height} aria-hidden="true" />
      </Section>
    );
  }
  const most = Array.from(steps.ready).reduce((high, value) => Math.max(high, value), now);
  const top = scaleTop(most);
  const path = depthPath(steps, toMs, top, now);
  const shown = kills.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const words = [
    said(now, most, SECONDS),
    ...shown.map(({ label, atMs }) => text.killedSaid(label, formatTime(atMs))),
  ].join('. ');
  const nowX = depthX(toMs, toMs);
  return (
    <Section title={title} note={text.lastSeconds(SECONDS)}>
      <svg
        width={FRAME.width}
        height={FRAME.height}
        role="img"
        aria-label={words}
        className={styles.chart}
      >
        <clipPath id={clip}>
          <rect x={FRAME.left} y="0" width={FRAME.right - FRAME.left} height={FRAME.bottom + 1} />
        </clipPath>
        <Grid top={top} />
        <path
          className={styles.depthGround}
          d={`${path}V${FRAME.bottom}H${FRAME.left}Z`}
          clipPath={`url(#${clip})`}
        />
        {shown.map(({ atMs, label }) => (
          <KillLine key={`${label} ${atMs}`} x={depthX(atMs, toMs)} label={label} />
        ))}
        <path className={styles.depthLine} d={path} clipPath={`url(#${clip})`} />
        <circle className={styles.depthDot} cx={nowX} cy={depthY(now, top)} r="3.5" />
        <text className={`mono ${styles.depthNow}`} x={nowX - 2} y={depthY(now, top) - 9}>
          {now}
        </text>
        <Seconds toMs={toMs} />
      </svg>
    </Section>
  );
}

function Grid({ top }: { readonly top: number }) {
  return [0, top / 2, top].map((value) => (
    <g key={value}>
      <path className={styles.gridLine} d={`M${FRAME.left} ${depthY(value, top)}H${FRAME.right}`} />
      <text className={`mono ${styles.gridValue}`} x={FRAME.left - 8} y={depthY(value, top) + 4}>
        {value}
      </text>
    </g>
  ));
}

function KillLine({ x, label }: { readonly x: number; readonly label: string }) {
  const words = text.killed(label);
  const onTheLeft = x - words.length * 6.2 > FRAME.left;
  return (
    <g>
      <path className={styles.killLine} d={`M${x} 8V${FRAME.bottom}`} />
      <Shape kind="failure" x={x} y={10} radius={5} />
      <text
        className={styles.killWords}
        x={x + (onTheLeft ? -9 : 9)}
        y="14"
        textAnchor={onTheLeft ? 'end' : 'start'}
      >
        {words}
      </text>
    </g>
  );
}

function Seconds({ toMs }: { readonly toMs: number }) {
  const first = Math.ceil(Math.max(0, toMs - DEPTH_SPAN_MS) / 1000);
  return Array.from({ length: SECONDS + 1 }, (_, index) => (first + index) * 1000)
    .map((atMs) => ({ atMs, x: depthX(atMs, toMs) }))
    .filter(({ x }) => x >= FRAME.left + 16 && x <= FRAME.right - 12)
    .map(({ atMs, x }) => (
      <text key={atMs} className={`mono ${styles.gridTime}`} x={x} y={FRAME.height - 4}>
        {formatRuler(atMs, 1000)}
      </text>
    ));
}
