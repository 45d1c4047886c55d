/** Owns how what is not ours looks, off our grid: people outside and external systems. */
import type { ExternalView, WorkloadView } from '../../projection';
import type { Rect } from './geometry';
import { stageText } from './messages.en';
import parts from './parts.module.css';

const SLANT = 14;

interface SlantedFaceProps {
  readonly view: ExternalView | WorkloadView;
  readonly box: Rect;
}

/** A slanted card with its name, and how many of it there are if it is not one. */
export function SlantedFace({ view, box: { width, height } }: SlantedFaceProps) {
  const corners = `${SLANT},0 ${width},0 ${width - SLANT},${height} 0,${height}`;
  const alive = view.instances.filter(({ state }) => state !== 'dead').length;
  const count = view.instances.length > 1 ? stageText.instanceCount(alive) : '';
  return (
    <>
      <polygon className={parts.slanted} points={corners} />
      <text
        x={width / 2}
        y={height / 2 + 5}
        className={`${parts.name} ${parts.middle} ${parts.external}`}
      >
        {view.label}
        {count !== '' && (
          <tspan dx={6} className={`num ${parts.small}`}>
            {count}
          </tspan>
        )}
      </text>
    </>
  );
}
