/** Owns the offer that answers a change tried in the past: the same, in a fork. */
import { Button } from '../tokens';
import { stageText } from './messages.en';
import styles from './stage.module.css';
import { useStage, useTable } from './stageContext';

export function PastOffer() {
  const { commands } = useStage();
  const offer = useTable((table) => table.offer);
  if (offer === null) return null;
  const { past } = stageText;
  return (
    <div
      className={styles.offer}
      role="group"
      aria-label={past.question}
      onKeyDown={(event) => {
        if (event.key === 'Escape') commands.leaveOffer();
      }}
    >
      <span>{past.question}</span>
      <Button look="past" size="small" icon="fork" onClick={commands.takeOffer} autoFocus>
        {past.fork}
      </Button>
      <Button look="pastLine" size="small" onClick={commands.leaveOffer}>
        {past.dismiss}
      </Button>
    </div>
  );
}
