/**
 * Speed, seed, and the ways on from here: the controls that stand in the transport where there is
 * room, and in a panel where there is none.
 */
import { type SubmitEvent, useId, useState } from 'react';
import { type ActionOutcome, useRun, useRunActions, useRunContext, tellRefusal } from '../run';
import { Button, Field, fieldClass, Icon, IconButton } from '../tokens';
import { formatCount } from '../time';
import { text } from './messages.en';
import { Popup } from './Popup';
import styles from './transport.module.css';

const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4, 10, 30, 100] as const;
const SEED_MAX = 0x7fff_ffff;
/** Drawn seeds stay short enough to be read aloud. */
const SEED_DRAWN_MAX = 9999;

export function SpeedSelect() {
  const speed = useRun((state) => state.speed);
  const { setSpeed } = useRunActions();
  // A scenario may open at a speed that is not on the list.
  const speeds = SPEEDS.some((known) => known === speed)
    ? SPEEDS
    : [...SPEEDS, speed].sort((one, other) => one - other);
  return (
    <Field label={text.speed} className={styles.field}>
      <span className={styles.select}>
        <select
          className="num"
          aria-label={text.speed}
          value={speed}
          onChange={(event) => setSpeed(Number(event.currentTarget.value))}
        >
          {speeds.map((value) => (
            <option key={value} value={value}>
              {text.speedValue(value)}
            </option>
          ))}
        </select>
        <Icon name="chevronDown" size={12} />
      </span>
    </Field>
  );
}

export function SeedButton() {
  const seed = useRun((state) => state.seed);
  return (
    <Popup
      label={text.seedTitle}
      buttonClass={`${fieldClass} ${styles.field}`}
      button={
        <>
          <span className={styles.fieldName}>{text.seed}</span>
          <span className="num">{seed}</span>
          <Icon name="dice" />
        </>
      }
      content={SeedForm}
    />
  );
}

/** Restarts after the person has confirmed it by pressing the button that says so. */
function SeedForm({ close }: { readonly close: () => void }) {
  const seed = useRun((state) => state.seed);
  const { restart } = useRunActions();
  const [entry, setEntry] = useState(String(seed));
  const explanation = useId();
  const wanted = /^\d{1,10}$/.test(entry.trim()) ? Number(entry) : Number.NaN;
  const valid = wanted <= SEED_MAX;

  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!valid) return;
    close();
    restart(wanted);
  };
  const draw = (): void => setEntry(String(1 + Math.floor(Math.random() * SEED_DRAWN_MAX)));
  return (
    <form className={styles.seedForm} onSubmit={onSubmit}>
      <h2>{text.seedTitle}</h2>
      <p id={explanation}>{valid ? text.seedExplained : text.seedInvalid(formatCount(SEED_MAX))}</p>
      <div className={styles.seedRow}>
        <input
          className="num"
          inputMode="numeric"
          data-autofocus
          aria-label={text.seedField}
          aria-describedby={explanation}
          aria-invalid={!valid}
          value={entry}
          onChange={(event) => setEntry(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
        />
        <IconButton look="line" icon="dice" label={text.seedDraw} onClick={draw} />
      </div>
      <div className={styles.seedRow}>
        <Button look="solid" type="submit" disabled={!valid}>
          {wanted === seed ? text.restartSame : text.restartWith(valid ? wanted : seed)}
        </Button>
        <Button look="quiet" onClick={close}>
          {text.cancel}
        </Button>
      </div>
    </form>
  );
}

/** Live: checkpoint and fork. Past: fork and resume. */
export function WayButtons({ onDone }: { readonly onDone?: () => void }) {
  const live = useRun((state) => state.live);
  const { actions, announce } = useRunContext();
  const after = (action: () => Promise<ActionOutcome>) => (): void => {
    tellRefusal(action(), announce);
    onDone?.();
  };
  return live ? (
    <>
      <Button size="small" icon="checkpoint" onClick={after(() => actions.checkpoint())}>
        {text.checkpoint}
      </Button>
      <Button size="small" icon="fork" onClick={after(() => actions.fork())}>
        {text.fork}
      </Button>
    </>
  ) : (
    <>
      <Button size="small" look="pastLine" icon="fork" onClick={after(() => actions.fork())}>
        {text.fork}
      </Button>
      <Button size="small" look="past" icon="resume" onClick={after(() => actions.resumeHere())}>
        {text.resume}
      </Button>
    </>
  );
}
