/** Owns the bar over the stage: its name, the workload's rate, and what can be done to a part. */
import { useRef } from 'react';
import { useReactFlow, useStore as useFlow } from 'reactflow';
import { useRun, useRunContext } from '../run';
import { Button, IconButton } from '../tokens';
import { runningView, targetOf } from './commands';
import { stageText } from './messages.en';
import styles from './stage.module.css';
import { useNode, useStage, useStageView } from './stageContext';
import { MAX_ZOOM, MIN_ZOOM } from './useFit';

interface StageBarProps {
  readonly fit: () => void;
}

export function StageBar({ fit }: StageBarProps) {
  const { topology } = useRunContext();
  const workload = topology.parts.find(({ kind }) => kind === 'workload');
  return (
    <div className={styles.bar} role="group" aria-label={stageText.bar.label}>
      <h2 className={styles.title}>{topology.name}</h2>
      <span className={styles.grow} />
      {workload !== undefined && <RateSlider workload={workload.id} />}
      <PartTools />
      <span className={styles.divider} />
      <ViewTools fit={fit} />
    </div>
  );
}

/** Rates that the slider stops at, a second. */
const RATES = [0, 0.5, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50] as const;

/** How much the workload sends. What it sends to says what it is called here: "Orders 5/s". */
function RateSlider({ workload }: { readonly workload: string }) {
  const { commands } = useStage();
  const { topology } = useRunContext();
  const live = useRun((state) => state.live);
  const view = useNode(workload);
  if (view?.kind !== 'workload') return null;
  const sent = topology.sends.find(({ from }) => topology.parts[from].id === workload);
  const label = sent === undefined ? view.label : topology.parts[sent.to].label;
  const stop = RATES.findIndex((rate) => rate >= view.setPerSecond);
  return (
    <label className={styles.rate}>
      <span>{stageText.bar.rate(label)}</span>
      <input
        type="range"
        className={styles.slider}
        min={0}
        max={RATES.length - 1}
        step={1}
        value={stop < 0 ? RATES.length - 1 : stop}
        disabled={!live}
        aria-valuetext={stageText.bar.rateAloud(view.setPerSecond)}
        onChange={(event) => commands.setRate(workload, RATES[event.target.valueAsNumber] ?? 0)}
      />
      <output className="num">{stageText.bar.rateValue(view.setPerSecond)}</output>
    </label>
  );
}

/** Kill or revive, duplicate, undo, and the menu: for the part that is selected. */
function PartTools() {
  const { commands, openMenu } = useStage();
  const { topology } = useRunContext();
  const part = useRun(({ selection }) => targetOf(topology, selection?.part));
  const dead = useStageView(({ nodes }) => runningView(nodes, part)?.health === 'dead');
  const more = useRef<HTMLButtonElement>(null);
  const { bar } = stageText;
  const none = part === undefined;
  const act = (deed: (part: string) => void) => () => {
    if (part !== undefined) deed(part);
  };
  return (
    <div className={styles.tools}>
      <Button
        look="quiet"
        size="small"
        icon={dead ? 'revive' : 'kill'}
        disabled={none}
        aria-keyshortcuts="K"
        title={none ? bar.nothingSelected : 'K'}
        onClick={act(commands.toggleLife)}
      >
        {dead ? bar.revive : bar.kill}
      </Button>
      <Button
        look="quiet"
        size="small"
        icon="duplicate"
        disabled={none}
        aria-keyshortcuts="D"
        title={none ? bar.nothingSelected : 'D'}
        onClick={act(commands.duplicate)}
      >
        {bar.duplicate}
      </Button>
      <IconButton
        size="small"
        icon="undo"
        label={bar.undo}
        shortcut="Ctrl Z"
        onClick={commands.undo}
      />
      <IconButton
        ref={more}
        size="small"
        icon="more"
        label={bar.more}
        disabled={none}
        onClick={() => {
          const place = more.current?.getBoundingClientRect();
          if (part !== undefined && place !== undefined) {
            openMenu(part, { x: place.left, y: place.bottom });
          }
        }}
      />
    </div>
  );
}

function ViewTools({ fit }: StageBarProps) {
  const { zoomIn, zoomOut } = useReactFlow();
  const zoom = useFlow((flow) => flow.transform[2]);
  const { bar } = stageText;
  return (
    <div className={styles.tools}>
      <IconButton
        size="small"
        icon="minus"
        label={bar.zoomOut}
        disabled={zoom <= MIN_ZOOM.wide}
        onClick={() => void zoomOut()}
      />
      <IconButton
        size="small"
        icon="plus"
        label={bar.zoomIn}
        disabled={zoom >= MAX_ZOOM}
        onClick={() => void zoomIn()}
      />
      <IconButton size="small" icon="fit" label={bar.fit} onClick={fit} />
    </div>
  );
}
