/** Owns how notices are drawn: strips under the bar, each with its actions. */
import { Button, IconButton } from '../tokens';
import { shellMessages as messages } from './messages.en';
import { hideNotice, useNotices } from './notices';
import styles from './notices.module.css';

/** All notices; the region stands on the page before the first of them, so that it is heard. */
export function Notices() {
  const notices = useNotices();
  return (
    <div role="status" aria-label={messages.notices} className={styles.notices}>
      {notices.map(({ id, tone, text, actions = [], closable = true }) => (
        <div key={id} className={`${styles.strip} ${styles[tone]}`}>
          <p>{text}</p>
          {actions.map(({ label, run }) => (
            <Button key={label} size="small" onClick={run}>
              {label}
            </Button>
          ))}
          {closable && (
            <IconButton
              icon="cross"
              size="small"
              label={messages.close}
              onClick={() => hideNotice(id)}
            />
          )}
        </div>
      ))}
    </div>
  );
}
