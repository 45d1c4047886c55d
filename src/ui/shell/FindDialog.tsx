/**
 * Owns Find anything: lessons and commands by name. What a command does, and which there are, is
 * said by the pages (`useCommands`).
 */
import { useState } from 'react';
import {
  Autocomplete,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  SearchField,
  useFilter,
} from 'react-aria-components';
import { useLocation } from 'wouter';
import type { CoursePart } from '../../course';
import { Icon, Kbd } from '../tokens';
import { useAllCommands } from './commands';
import styles from './findDialog.module.css';
import { shellMessages as messages } from './messages.en';
import { Modal } from './Modal';

interface FindDialogProps {
  readonly course: readonly CoursePart[];
  readonly onClose: () => void;
}

interface Found {
  readonly id: string;
  readonly label: string;
  readonly shortcut?: string;
  /** Null where there is nothing to open yet. */
  readonly run: (() => void) | null;
}

export default function FindDialog({ course, onClose }: FindDialogProps) {
  const [, navigate] = useLocation();
  const [text, setText] = useState('');
  const { contains } = useFilter({ sensitivity: 'base' });
  const commands: readonly Found[] = useAllCommands();
  const lessons: readonly Found[] = course
    .flatMap((part) => part.lessons)
    .map(({ number, title, built }) => ({
      id: `lesson-${number}`,
      label: messages.lessonEntry(number, title),
      run: built ? () => navigate(`/lesson/${number}`) : null,
    }));

  const matching = (entries: readonly Found[]) =>
    entries.filter(({ label }) => contains(label, text.trim()));
  const found = { lessons: matching(lessons), commands: matching(commands) };
  const hasFound = found.lessons.length + found.commands.length > 0;
  const shown = hasFound ? found : { lessons: lessons.filter(({ run }) => run), commands };

  const act = (id: string) => {
    const chosen = [...lessons, ...commands].find((entry) => entry.id === id);
    if (!chosen?.run) return;
    onClose();
    chosen.run();
  };

  return (
    <Modal title={messages.find} isTitleShown={false} onClose={onClose}>
      <div className={styles.find}>
        <Autocomplete inputValue={text} onInputChange={setText}>
          <SearchField className={styles.field} aria-label={messages.find} autoFocus>
            <Icon name="search" />
            <Input placeholder={messages.findPlaceholder} />
            <Kbd>Esc</Kbd>
          </SearchField>
          {!hasFound && (
            <p className={styles.nothing} role="status">
              {messages.findNothing}
            </p>
          )}
          {/* The keys stay in the field; this is for who scrolls by keyboard without choosing. */}
          <div className={styles.list} role="region" aria-label={messages.findFound} tabIndex={0}>
            <Menu className={styles.menu} onAction={(key) => act(String(key))}>
              <Group title={messages.findLessons} entries={shown.lessons} />
              <Group title={messages.findCommands} entries={shown.commands} />
            </Menu>
          </div>
        </Autocomplete>
      </div>
    </Modal>
  );
}

function Group({ title, entries }: { readonly title: string; readonly entries: readonly Found[] }) {
  if (entries.length === 0) return null;
  return (
    <MenuSection>
      <Header className={styles.header}>{title}</Header>
      {entries.map(({ id, label, shortcut, run }) => (
        <MenuItem
          key={id}
          id={id}
          className={styles.item}
          textValue={label}
          isDisabled={run === null}
        >
          <span>{label}</span>
          {run === null && <span className={styles.notYet}>{messages.notYet}</span>}
          {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
        </MenuItem>
      ))}
    </MenuSection>
  );
}
