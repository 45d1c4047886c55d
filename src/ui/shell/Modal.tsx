/** Owns the frame of what stands over the page: ground, sheet, title, the way out. */
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal as AriaModal, ModalOverlay } from 'react-aria-components';
import { IconButton } from '../tokens';
import { shellMessages as messages } from './messages.en';
import styles from './modal.module.css';

interface ModalProps {
  readonly title: string;
  readonly onClose: () => void;
  /** False where the content has a field at its top that says what it is for. */
  readonly isTitleShown?: boolean;
  readonly children: ReactNode;
}

/** A dialog over the page; Esc and a press beside it close it, the focus returns where it was. */
export function Modal({ title, onClose, isTitleShown = true, children }: ModalProps) {
  return (
    <ModalOverlay
      className={styles.ground}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <AriaModal className={styles.sheet}>
        <Dialog className={styles.dialog} aria-label={isTitleShown ? undefined : title}>
          {isTitleShown && (
            <div className={styles.head}>
              <Heading slot="title" level={2} className={styles.title}>
                {title}
              </Heading>
              <IconButton icon="cross" label={messages.close} onClick={onClose} />
            </div>
          )}
          {children}
        </Dialog>
      </AriaModal>
    </ModalOverlay>
  );
}
