/** Owns the list of keys that `?` opens. The keys themselves are handled where they act. */
import { Fragment } from 'react';
import { Kbd } from '../tokens';
import { Modal } from './Modal';
import { keyGroups, keyName, shellMessages as messages } from './messages.en';
import styles from './keysDialog.module.css';

export default function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <Modal title={messages.keys} onClose={onClose}>
      {/* Scrolls by keyboard, too, where the list is higher than the window. */}
      <div className={styles.groups} role="region" aria-label={messages.keys} tabIndex={0}>
        {keyGroups.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map((entry) => (
                <Fragment key={entry.does}>
                  <dt>
                    {entry.keys.map((key) => (
                      <Kbd key={key}>{keyName(key, isMac)}</Kbd>
                    ))}
                  </dt>
                  <dd>{entry.does}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
