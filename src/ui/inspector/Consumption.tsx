/** How a service consumes its queues: when it acknowledges, how many it takes ahead. */
import { useRunActions, useRunQuery } from '../run';
import { IconButton, Segmented } from '../tokens';
import { useByHand } from './byHand';
import styles from './inspector.module.css';
import { text } from './messages.en';
import { LinkButton } from './QueueMessages';
import { Section } from './Section';

type Acknowledge = 'afterWork' | 'onDelivery';

const CHOICES: readonly { readonly value: Acknowledge; readonly label: string }[] = [
  { value: 'afterWork', label: text.afterWork },
  { value: 'onDelivery', label: text.onDelivery },
];

export function Consumption({ service, label }: { readonly service: string; label: string }) {
  const actions = useRunActions();
  const byHand = useByHand();
  const answer = useRunQuery<'service'>({ kind: 'service', part: service });
  return answer?.result.consumes.map(({ queue, prefetch, acknowledge }) => {
    const set = (how: Acknowledge, ahead: number): void =>
      byHand.act(() => actions.setConsumption(service, queue, how, ahead));
    return (
      <Section
        key={queue}
        title={text.consumes}
        note={
          <LinkButton label={queue} onClick={() => actions.select({ part: queue })}>
            {queue}
          </LinkButton>
        }
      >
        <div className={styles.setting} {...(byHand.allowed ? {} : { title: text.pastReason })}>
          <span>{text.acknowledges}</span>
          <fieldset disabled={!byHand.allowed} className={styles.plain}>
            <Segmented
              label={`${label}: ${text.acknowledges}`}
              options={CHOICES}
              value={acknowledge}
              onChange={(how) => set(how, prefetch)}
            />
          </fieldset>
        </div>
        <div className={styles.setting}>
          <span>{text.prefetchTitle}</span>
          <span className={styles.stepper} title={text.prefetchUnlimited}>
            <IconButton
              size="small"
              icon="minus"
              iconSize={12}
              label={text.less(text.prefetchTitle)}
              {...byHand.control}
              onClick={() => set(acknowledge, Math.max(0, prefetch - 1))}
            />
            <b className="num">{prefetch}</b>
            <IconButton
              size="small"
              icon="plus"
              iconSize={12}
              label={text.plus(text.prefetchTitle)}
              {...byHand.control}
              onClick={() => set(acknowledge, prefetch + 1)}
            />
          </span>
        </div>
        {!byHand.allowed && <p className={styles.reason}>{text.pastReason}</p>}
      </Section>
    );
  });
}
