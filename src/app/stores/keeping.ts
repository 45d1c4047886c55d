/**
 * Owns bringing the page and its storage together: settings and progress are kept, and the learner
 * is told where they are not. How things are kept is storage's.
 */
import { openStorage, type Storage } from '../../storage';
import { hideNotice, showNotice } from '../../ui/shell';
import { keepingMessages as messages } from './messages.en';
import { keepProgressIn } from './progress';
import { keepSettings } from './settings';

const noticeId = 'not-saved';

let storage: Storage | null = null;

/** The page's storage, opened when it is first asked for. */
export function pageStorage(): Storage {
  storage ??= startKeeping();
  return storage;
}

function startKeeping(): Storage {
  const opened = openStorage();
  keepProgressIn(opened.progress);
  keepSettings(opened.settings);
  opened.status.watch(() => tellStatus(opened));
  tellStatus(opened);
  return opened;
}

function tellStatus(opened: Storage): void {
  const status = opened.status.now();
  if (status.kind !== 'memory') {
    hideNotice(noticeId);
    return;
  }
  const retry = { label: messages.retry, run: () => void opened.status.retry() };
  showNotice({
    id: noticeId,
    tone: 'hot',
    text: messages.notSaved[status.reason],
    closable: false,
    actions: [
      { label: messages.export, run: () => void exportAll(opened) },
      ...(status.retriable ? [retry] : []),
    ],
  });
}

async function exportAll(opened: Storage): Promise<void> {
  const text = await opened.runs.exportAll();
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = messages.exportFile;
  link.click();
  URL.revokeObjectURL(url);
}
