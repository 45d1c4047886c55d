/** Cases of what browsers and Dexie throw, as storage names it. */
import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { StorageError, toStorageError, type StorageFault } from './errors';

const thrownBy = (name: string) => new DOMException('as browsers say it', name);

describe('a failure of the machine', () => {
  it.each<[string, unknown, StorageFault, boolean]>([
    ['a quota that is used up', thrownBy('QuotaExceededError'), 'full', true],
    [
      'a transaction that ended for it',
      new Dexie.AbortError('aborted', thrownBy('QuotaExceededError')),
      'full',
      true,
    ],
    [
      'a row of many that did not fit',
      new Dexie.BulkError('some rows', [thrownBy('QuotaExceededError')]),
      'full',
      true,
    ],
    ['a browser without IndexedDB', new Dexie.MissingAPIError('none'), 'blocked', false],
    ['storage that is forbidden', thrownBy('SecurityError'), 'blocked', false],
    ['a newer site’s database', thrownBy('VersionError'), 'blocked', false],
    [
      'a database that does not open',
      new Dexie.OpenFailedError('internal', thrownBy('UnknownError')),
      'blocked',
      true,
    ],
    ['a connection that was closed', new Dexie.DatabaseClosedError('gone'), 'blocked', true],
    ['data that cannot be kept', thrownBy('DataCloneError'), 'broken', false],
    ['a disk that cannot be read', thrownBy('UnknownError'), 'broken', true],
    ['something that is no error', 'oops', 'broken', true],
    ['nothing at all', undefined, 'broken', true],
  ])('%s', (_, thrown, fault, retriable) => {
    expect(toStorageError(thrown)).toMatchObject({ fault, retriable, cause: thrown });
  });

  it('stays what it was when it is read again', () => {
    const error = new StorageError('full', true);
    expect(toStorageError(error)).toBe(error);
  });
});
