/**
 * The strip under the bar that says that one is in the past, how far, and what that means. It is
 * there only then, and tells people who listen when they arrive and when they are back.
 */
import { useEffect } from 'react';
import { useRun, useRunContext } from '../run';
import { Button, Kbd } from '../tokens';
import { formatSpan } from '../time';
import { text } from './messages.en';
import styles from './pastStrip.module.css';

export function PastStrip() {
  const { actions, announce, store } = useRunContext();
  const live = useRun((state) => state.live);
  const back = useRun((state) => formatSpan(state.head.atMs - state.cursor.atMs));

  useEffect(() => {
    if (live) return undefined;
    const { head, cursor } = store.getState();
    announce(text.pastStripWhere(formatSpan(head.atMs - cursor.atMs)));
    return () => {
      if (store.getState().live) announce(text.backAtLive);
    };
  }, [live, announce, store]);

  if (live) return null;
  return (
    <section className={styles.strip} aria-label={text.inPast}>
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
        <path d="M4 6.5a7 7 0 1 1-1 3.500M4 2.500v4h4M10 6.500V10l-2.500 2" />
      </svg>
      <p>
        <b>{text.pastStripWhere(back)}</b> <span>{text.pastStripWhy}</span>
      </p>
      <Button look="pastLine" size="small" onClick={() => actions.head()}>
        {text.returnToLive}
        <span className={styles.key}>
          <Kbd>{text.keys.end}</Kbd>
        </span>
      </Button>
    </section>
  );
}
