/**
 * Owns a question that is answered before the run: choose, lock, and from then on it stands. It
 * does not say whether the answer was right: the run does, and the reply after locking.
 */
import { useId, useState } from 'react';
import type { PathView, Question } from '../../course';
import { Button, Icon } from '../tokens';
import { Inlines } from './Inlines';
import { courseMessages as messages } from './messages.en';
import type { CoursePanelProps } from './panelProps';
import styles from './prediction.module.css';

type LockedPrediction = PathView['predictions'][string];

interface PredictionProps extends Pick<CoursePanelProps, 'formatTime' | 'onPredict'> {
  readonly question: Question;
  /** Null until it is locked. */
  readonly locked: LockedPrediction | null;
}

/** The question with its options; locked, with what was said to the chosen one. */
export function Prediction({ question, locked, formatTime, onPredict }: PredictionProps) {
  return (
    <section className={styles.prediction}>
      {locked === null ? (
        <Choice question={question} onPredict={onPredict} />
      ) : (
        <Locked question={question} locked={locked} formatTime={formatTime} />
      )}
    </section>
  );
}

function Choice({ question, onPredict }: Pick<PredictionProps, 'question' | 'onPredict'>) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [isReminded, setReminded] = useState(false);
  const name = useId();
  const lock = () => {
    if (chosen === null) setReminded(true);
    else onPredict(question.id, chosen);
  };
  return (
    <fieldset>
      <legend>
        <Inlines of={question.text} />
      </legend>
      {question.options.map((option, index) => (
        <label key={index} className={`${styles.option} ${index === chosen ? styles.chosen : ''}`}>
          <input
            type="radio"
            name={name}
            checked={index === chosen}
            onChange={() => setChosen(index)}
          />
          <span>
            <Inlines of={option.text} />
          </span>
        </label>
      ))}
      <div className={styles.foot}>
        <Button
          look={chosen === null ? 'line' : 'solid'}
          size="small"
          icon="lock"
          aria-disabled={chosen === null}
          onClick={lock}
        >
          {messages.lock}
        </Button>
        <span role="status" className={styles.note}>
          {isReminded && chosen === null && messages.chooseFirst}
          {!isReminded && question.holdsRun && messages.holdsRun}
        </span>
      </div>
    </fieldset>
  );
}

interface LockedProps extends Pick<PredictionProps, 'question' | 'formatTime'> {
  readonly locked: LockedPrediction;
}

function Locked({ question, locked, formatTime }: LockedProps) {
  const reply = question.options[locked.option]?.reply ?? null;
  return (
    <>
      <h3>
        <Inlines of={question.text} />
      </h3>
      <ul>
        {question.options.map((option, index) => {
          const isChosen = index === locked.option;
          return (
            <li key={index} className={`${styles.option} ${isChosen ? styles.chosen : ''}`}>
              <span className={styles.radio} />
              <span>
                <Inlines of={option.text} />
                {isChosen && <span className="vh">, {messages.youPredicted}</span>}
              </span>
            </li>
          );
        })}
      </ul>
      <p className={styles.locked}>
        <Icon name="lock" size={14} />
        {messages.predictedAt(formatTime(locked.atMs))}
      </p>
      {reply !== null && (
        <p className={styles.reply}>
          <Inlines of={reply} />
        </p>
      )}
    </>
  );
}

/** The prediction in one line, for the sheet: what was said, locked. */
export function PredictionLine({ question, locked }: Omit<LockedProps, 'formatTime'>) {
  const option = question.options[locked.option];
  if (option === undefined) return null;
  return (
    <div className={styles.line}>
      <Icon name="lock" size={20} />
      <p>
        <span>{messages.youPredicted}</span>
        <b>
          <Inlines of={option.text} />
        </b>
      </p>
    </div>
  );
}
