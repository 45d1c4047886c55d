/** Owns how a killed part looks: drained of colour, struck through, with how long it is down. */
import type { ExternalView, ServiceView, WorkloadView } from '../../projection';
import { Shape } from '../tokens';
import type { Rect } from './geometry';
import { stageText } from './messages.en';
import parts from './parts.module.css';
import { Pods } from './ServiceFace';
import { useStage, useStageView } from './stageContext';

interface DeadFaceProps {
  readonly view: ServiceView | WorkloadView | ExternalView;
  readonly sinceMs: number;
  readonly box: Rect;
}

const POD = { width: 14, height: 18, gap: 4 } as const;

/** The card of a dead part. */
export function DeadFace({ view, sinceMs, box }: DeadFaceProps) {
  const { variant } = useStage().scene;
  const stoppedMs = useStageView(({ clockMs }) => clockMs) - sinceMs;
  const { width, height } = box;
  const low = height < 64;
  const line = low ? height / 2 + 5 : 28;
  const large = variant === 'narrow' ? parts.large : parts.name;
  return (
    <>
      <g className={parts.box} style={{ stroke: 'none' }}>
        <rect className={parts.deadBox} width={width} height={height} rx={8} />
      </g>
      <path
        className={parts.strike}
        d={low ? `M-8 ${height + 4}L${width + 8} -4` : `M-10 ${height + 6}L${width + 10} -6`}
      />
      <text
        x={low ? 34 : 36}
        y={line}
        className={`${large} ${parts.strong} ${parts.deadText} ${parts.haloDead}`}
      >
        {view.label}
      </text>
      <Shape kind="failure" x={low ? 20 : 22.5} y={line - 5} radius={6.5} />
      {low && variant !== 'hero' && (
        <text
          x={width - 14}
          y={height / 2 + 4}
          className={`num ${parts.end} ${parts.deadText} ${parts.haloDead}`}
        >
          {stageText.seconds(stoppedMs)}
        </text>
      )}
      {!low && (
        <>
          <Pods
            instances={view.instances.map((each) => ({ ...each, state: 'dead' }))}
            x={16}
            y={38}
            size={POD}
          />
          <text
            x={16}
            y={height - 10}
            className={`${parts.small} ${parts.deadText} ${parts.haloDead}`}
          >
            {stageText.stoppedFor(stoppedMs)}
          </text>
        </>
      )}
    </>
  );
}

/** The dotted outline that keeps a carried or killed card's place. */
export function Ghost({ label, box }: { readonly label: string; readonly box: Rect }) {
  const { width, height } = box;
  const small = width < 120;
  const className = `${parts.third} ${parts.middle}`;
  return (
    <svg className={parts.drawing} width={width} height={height} aria-hidden="true">
      <rect className={parts.ghost} width={width} height={height} rx={8} />
      {small ? (
        <text x={width / 2} y={height / 2 - 3} className={className}>
          {stageText.wasShort(label).map((line, at) => (
            <tspan key={line} x={width / 2} dy={at * 15}>
              {line}
            </tspan>
          ))}
        </text>
      ) : (
        <text x={width / 2} y={height / 2 + 4} className={className}>
          {stageText.was(label)}
        </text>
      )}
    </svg>
  );
}
