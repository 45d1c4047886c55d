/**
 * Owns the run on the first page: opened when the page is there, killed and revived by its own
 * scenario until somebody lends a hand, and begun again when nobody has.
 */
import { use, useEffect, type ReactNode } from 'react';
import { home } from 'virtual:home';
import { RunContext, useRun, useRunContext } from '../../ui/run';
import { useLayout } from '../../ui/shell';
import { Stage } from '../../ui/stage';
import { Timeline } from '../../ui/timeline';
import { openOnPage, type OpenedRun } from '../session';
import { homeRunMessages as messages } from './messages.en';
import styles from './homeRun.module.css';

/** A run that nobody has touched begins again after this much virtual time. */
const ROUND_MS = 24_000;

/** The run is kept while the site is open, so that coming back to the page finds it again. */
let opening: Promise<OpenedRun> | null = null;

function openHome(): Promise<OpenedRun> {
  opening ??= openOnPage(
    {
      scenario: home.scenario,
      handlers: home.handlers,
      goals: null,
      waits: {},
      seed: null,
      storedAs: null,
      resume: false,
    },
    () => undefined,
  );
  return opening;
}

/** The live stage of the first page. */
export default function HomeRun() {
  const { context } = use(openHome());
  const isNarrow = useLayout() === 'phone';
  useEffect(() => {
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!isStill && document.documentElement.dataset.motion !== 'reduced') context.actions.play();
    return () => context.actions.pause();
  }, [context]);
  return (
    <RunContext value={context}>
      <Rounds />
      <figure className={styles.figure} aria-label={messages.label}>
        <div className={styles.stage}>
          <Stage variant={isNarrow ? 'narrow' : 'hero'} caption={<Caption />} />
        </div>
        <Timeline variant="hero" />
      </figure>
    </RunContext>
  );
}

/** What runs there, as it stands now. */
function Caption(): ReactNode {
  const perSecond = useRun(({ stage }) => {
    const orders = stage.nodes.orders;
    return orders?.kind === 'workload' ? orders.setPerSecond : 0;
  });
  const dead = useRun(({ stage }) => {
    const nodes = Object.values(stage.nodes);
    return nodes.filter((node) => node.kind === 'service' && node.health === 'dead').length;
  });
  return messages.caption(perSecond, dead);
}

/** Begins again, unless somebody has changed something. */
function Rounds(): ReactNode {
  const { actions, store } = useRunContext();
  const isOver = useRun((state) => state.live && state.cursor.atMs >= ROUND_MS);
  useEffect(() => {
    const { seed, timeline } = store.getState();
    const marks = timeline.branches.flatMap((branch) => branch.marks);
    const isTouched = timeline.branches.length > 1 || marks.length > home.faultCount;
    if (isOver && !isTouched) actions.restart(seed);
  }, [actions, isOver, store]);
  return null;
}
