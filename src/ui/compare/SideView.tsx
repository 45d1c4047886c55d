/** One side of a comparison: its head, its stage, and what its service handled. */
import type { CSSProperties } from 'react';
import type { ComparisonSide } from '../../course';
import type { Outcome, Side } from '../../projection';
import { RunContext, type RunContextValue, tellRefusal, useRun, useRunContext } from '../run';
import { Stage } from '../stage';
import { Button } from '../tokens';
import styles from './compare.module.css';
import { HandledRow } from './HandledRow';
import { text } from './messages.en';
import { type ComparedRuns, otherSide } from './runs';
import { SideGlyph } from './SideGlyph';

interface SideViewProps {
  readonly runs: ComparedRuns;
  readonly side: Side;
  readonly told: ComparisonSide;
  readonly outcome: Outcome | null;
  readonly variant: 'wide' | 'narrow';
}

export function SideView({ runs, side, told, outcome, variant }: SideViewProps) {
  const run = runs[side];
  const service = run.topology.parts.find(({ id }) => id === told.service)?.label ?? told.service;
  const head = <SideHead told={told} />;
  return (
    <RunContext value={run}>
      <section
        className={styles.side}
        aria-label={told.title}
        // Keys mean what has the focus or is selected: that is on one side only.
        onFocus={() => runs[otherSide(side)].actions.select(null)}
      >
        {variant === 'narrow' && head}
        <div className={styles.stage} style={heightOf(run.topology, variant)}>
          <Stage variant={variant} head={head} />
        </div>
        <HandledRow service={service} outcome={outcome} />
      </section>
    </RunContext>
  );
}

/** On a phone each stage is as high as it was drawn; both together are scrolled. */
function heightOf(
  { layout }: RunContextValue['topology'],
  variant: SideViewProps['variant'],
): CSSProperties | undefined {
  return variant === 'narrow' ? { height: layout.narrow.height } : undefined;
}

function SideHead({ told: { title, subtitle } }: Pick<SideViewProps, 'told'>) {
  const { topology } = useRunContext();
  const isStream = topology.parts.some(({ kind }) => kind === 'stream');
  return (
    <header className={styles.sideHead}>
      <SideGlyph kind={isStream ? 'stream' : 'queue'} />
      <h2>{title}</h2>
      <p>{subtitle}</p>
      <span className={styles.grow} />
      <KillButton />
    </header>
  );
}

/** Kills or revives what is selected on this side, and its like on the other. */
function KillButton() {
  const { actions, announce, topology } = useRunContext();
  const part = useRun(({ selection }) => selection?.part ?? null);
  const view = useRun(({ stage }) => (part === null ? undefined : stage.nodes[part]));
  const isLive = useRun(({ live }) => live);
  if (part === null || view === undefined || !('health' in view) || !isLive) return null;
  const isDead = view.health === 'dead';
  const label = topology.parts.find(({ id }) => id === part)?.label ?? part;
  const act = (): void => tellRefusal(isDead ? actions.revive(part) : actions.kill(part), announce);
  return (
    <Button
      look="quiet"
      size="small"
      icon={isDead ? 'revive' : 'kill'}
      title={text.inBoth}
      aria-keyshortcuts="K"
      onClick={act}
    >
      {isDead ? text.revivePart(label) : text.killPart(label)}
    </Button>
  );
}
