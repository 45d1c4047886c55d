/**
 * The row of controls above the track: start, step, play, the clock, live or past, and what
 * `RunControls` offers. Its two variants differ in room, not in what can be done.
 */
import { useStore } from 'zustand';
import { useRun, useRunActions, useRunContext, tellRefusal } from '../run';
import { Icon, IconButton, Pill, Segmented } from '../tokens';
import { formatClock, formatCount, formatSpan } from '../time';
import { text } from './messages.en';
import { Popup } from './Popup';
import { SeedButton, SpeedSelect, WayButtons } from './RunControls';
import { timelineViews, type TimelineViewName } from './timelineViews';
import styles from './transport.module.css';

const VIEWS: readonly { readonly value: TimelineViewName; readonly label: string }[] = [
  { value: 'lanes', label: text.lanes },
  { value: 'log', label: text.log },
];

function Clock() {
  const { main, fraction } = formatClock(useRun((state) => state.cursor.atMs));
  return (
    <div className={styles.clock} role="timer" aria-live="off" aria-label={text.clock}>
      {main}
      <small>{fraction}</small>
    </div>
  );
}

function EventCount() {
  const at = useRun((state) => state.cursor.seq + 1);
  const total = useRun((state) => state.head.seq + 1);
  return (
    <span className={`num ${styles.events}`}>
      {text.event(formatCount(at))}
      <span>{text.ofEvents(formatCount(total))}</span>
    </span>
  );
}

/** Where one looks: now, or how far back. */
function WherePill({ short = false }: { readonly short?: boolean }) {
  const live = useRun((state) => state.live);
  const back = useRun((state) => formatSpan(state.head.atMs - state.cursor.atMs));
  return live ? (
    <Pill tone="live">{text.live}</Pill>
  ) : (
    <Pill tone="past">
      {short ? (
        text.inPastShort
      ) : (
        <>
          {text.inPast}
          <span className={`num ${styles.back}`}>{text.back(back)}</span>
        </>
      )}
    </Pill>
  );
}

export function PlayButton() {
  const playing = useRun((state) => state.playback === 'playing');
  const resting = useRun((state) => state.playback === 'failed' || state.playback === 'loading');
  const { toggle } = useRunActions();
  return (
    <IconButton
      className={styles.play}
      icon={playing ? 'pause' : 'play'}
      label={playing ? text.pause : text.play}
      shortcut={text.keys.play}
      disabled={resting}
      onClick={toggle}
    />
  );
}

function StepButton({ by }: { readonly by: 1 | -1 }) {
  const { step } = useRunActions();
  return (
    <IconButton
      className={styles.step}
      icon={by > 0 ? 'stepForward' : 'stepBack'}
      label={by > 0 ? text.stepForward : text.stepBack}
      shortcut={by > 0 ? text.keys.stepForward : text.keys.stepBack}
      onClick={() => step(by)}
    />
  );
}

function StartButton() {
  const { seek } = useRunActions();
  return (
    <IconButton
      className={styles.step}
      icon="toStart"
      label={text.start}
      shortcut={text.keys.start}
      onClick={() => seek(0)}
    />
  );
}

function ViewChoice() {
  const view = useStore(timelineViews, (state) => state.view);
  return (
    <Segmented
      label={text.view}
      options={VIEWS}
      value={view}
      onChange={(next) => timelineViews.setState({ view: next })}
    />
  );
}

export function WideTransport() {
  return (
    <div className={styles.transport}>
      <div className={styles.moves}>
        <StartButton />
        <StepButton by={-1} />
        <PlayButton />
        <StepButton by={1} />
      </div>
      <Clock />
      <EventCount />
      <WherePill />
      <span className={styles.rule} />
      <ViewChoice />
      <span className={styles.grow} />
      <SpeedSelect />
      <SeedButton />
      <span className={styles.rule} />
      <div className={styles.ways}>
        <WayButtons />
      </div>
    </div>
  );
}

export function NarrowTransport() {
  return (
    <div className={`${styles.transport} ${styles.narrow}`}>
      <StepButton by={-1} />
      <PlayButton />
      <StepButton by={1} />
      <Clock />
      <span className={styles.grow} />
      <WherePill short />
      <Popup
        label={text.more}
        buttonLabel={text.more}
        buttonClass={styles.more}
        button={<Icon name="more" size={20} />}
        content={MoreControls}
      />
    </div>
  );
}

function MoreControls({ close }: { readonly close: () => void }) {
  const live = useRun((state) => state.live);
  const { actions, announce } = useRunContext();
  return (
    <div className={styles.moreControls}>
      <ViewChoice />
      <EventCount />
      <SpeedSelect />
      <SeedButton />
      <WayButtons onDone={close} />
      <button
        type="button"
        className={styles.moreItem}
        onClick={() => {
          actions.seek(0);
          close();
        }}
      >
        <Icon name="toStart" />
        {text.start}
      </button>
      {!live && (
        <button
          type="button"
          className={styles.moreItem}
          onClick={() => {
            actions.head();
            close();
          }}
        >
          {text.returnToLive}
        </button>
      )}
      <button
        type="button"
        className={styles.moreItem}
        onClick={() => {
          tellRefusal(actions.undo(), announce);
          close();
        }}
      >
        <Icon name="undo" />
        {text.undo}
      </button>
    </div>
  );
}
