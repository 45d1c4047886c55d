/** Owns the service cards of the still picture, living and dead. */
import { Shape } from '../tokens';
import styles from './stageStill.module.css';

interface LivingCardProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly name: string;
  readonly rate: string;
  /** 1 for an instance at work, 0 for an idle one. */
  readonly pods: readonly (0 | 1)[];
  /** Count in the inbox tab at the left edge, if it has one. */
  readonly inbox?: string;
}

const sparkHeights = [4, 2, 2, 4, 0, 2, 2, 4, 2, 0, 2, 2, 4, 2];

/** A healthy service: name, tick, instances, recent activity, rate. */
export function LivingCard({ x, y, width, name, rate, pods, inbox }: LivingCardProps) {
  const left = inbox === undefined ? 16 : 20;
  const sparkWidth = width - left - 64;
  const spark = sparkHeights
    .map((rise, index) => `${left + (index * sparkWidth) / (sparkHeights.length - 1)},${64 + rise}`)
    .join(' ');
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect className={styles.card} width={width} height={88} rx={8} />
      <text className={styles.cardName} x={left} y={28}>
        {name}
      </text>
      <path className={styles.tick} d={`M${width - 22} 24l3 3.2 5.5-6.4`} />
      {pods.map((isBusy, index) => (
        <g key={index}>
          <rect className={styles.pod} x={left + index * 18} y={40} width={14} height={18} rx={2} />
          {isBusy === 1 && (
            <rect
              className={styles.work}
              x={left + 3 + index * 18}
              y={47}
              width={8}
              height={8}
              rx={1}
            />
          )}
        </g>
      ))}
      <path className={styles.hair} d={`M${left} 76h${sparkWidth}`} />
      <polyline className={styles.spark} points={spark} />
      <text className={`num ${styles.rate}`} x={width - 16} y={75}>
        {rate}
      </text>
      {inbox !== undefined && (
        <>
          <rect className={styles.port} x={-12} y={14} width={24} height={20} rx={4} />
          <text className={`num ${styles.portCount}`} y={28}>
            {inbox}
          </text>
        </>
      )}
    </g>
  );
}

interface DeadCardProps {
  readonly x: number;
  readonly y: number;
  readonly name: string;
}

/** A killed service in the kill zone: drained of colour, struck through. */
export function DeadCard({ x, y, name }: DeadCardProps) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect className={styles.dead} width={148} height={56} rx={8} />
      <path className={styles.strike} d="M-10 62L158 -6" />
      <Shape kind="failure" x={22.5} y={23.5} radius={6.5} />
      <text className={styles.deadName} x={36} y={28}>
        {name}
      </text>
    </g>
  );
}
