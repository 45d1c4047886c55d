/** Records of a partition: the last ones, or those from an offset on. Each leads to its message. */
import { useState } from 'react';
import type { RecordRow } from '../../projection';
import { useRun, useRunActions, useRunQuery } from '../run';
import { formatAge } from '../time';
import { Button, Glyph, isGlyphKind } from '../tokens';
import styles from './inspector.module.css';
import { Section } from './Section';
import { streamText } from './streamMessages.en';
import tables from './tables.module.css';

interface RecordBrowserProps {
  readonly part: string;
  readonly partitionCount: number;
}

export function RecordBrowser({ part, partitionCount }: RecordBrowserProps) {
  const [partition, setPartition] = useState(0);
  /** -1: the last ones. */
  const [from, setFrom] = useState(-1);
  const answer = useRunQuery<'records'>({ kind: 'records', part, partition, from });
  // The newest first where one looks at the end; else as they lie.
  const rows = answer?.result.rows ?? [];
  const shown = from < 0 ? [...rows].reverse() : rows;
  return (
    <Section title={streamText.browser}>
      <div className={tables.form}>
        <label>
          {streamText.browse}{' '}
          <select
            className={tables.control}
            value={partition}
            onChange={(event) => setPartition(Number(event.currentTarget.value))}
          >
            {Array.from({ length: partitionCount }, (_, number) => (
              <option key={number} value={number}>
                {streamText.partitionShort(number)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {streamText.fromOffset}{' '}
          <input
            className={`num ${tables.control}`}
            inputMode="numeric"
            value={from < 0 ? '' : from}
            placeholder={streamText.latest}
            onChange={({ currentTarget: { value } }) =>
              setFrom(/^\d+$/.test(value) ? Number(value) : -1)
            }
          />
        </label>
        {from >= 0 && (
          <Button size="small" look="quiet" onClick={() => setFrom(-1)}>
            {streamText.latest}
          </Button>
        )}
      </div>
      {answer !== null && rows.length === 0 && (
        <p className={styles.empty}>{streamText.noRecords}</p>
      )}
      {rows.length > 0 && (
        <div className={tables.records} tabIndex={0} role="group" aria-label={streamText.browser}>
          <table className={tables.table}>
            <thead>
              <tr>
                <th scope="col">{streamText.offset}</th>
                <th scope="col">{streamText.record}</th>
                <th scope="col">{streamText.key}</th>
                <th scope="col">{streamText.age}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <RecordLine key={row.offset} part={part} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function RecordLine({ part, row }: { readonly part: string; readonly row: RecordRow }) {
  const { select } = useRunActions();
  const age = useRun(({ cursor }) => formatAge(cursor.atMs - row.atMs));
  const { message } = row;
  return (
    <tr>
      <th scope="row">{row.offset}</th>
      <td>
        {message === null ? (
          <span className={styles.quiet}>{streamText.marker}</span>
        ) : (
          <button
            type="button"
            className={styles.link}
            title={streamText.openRecord(row.offset)}
            onClick={() => select({ part, message })}
          >
            {isGlyphKind(row.form) && (
              <Glyph kind={row.form} size={12} hollow={row.state === 'aborted'} />
            )}{' '}
            {message}
          </button>
        )}
        {row.state === 'aborted' && <span className={styles.quiet}> {streamText.aborted}</span>}
      </td>
      <td>{row.key ?? streamText.noKey}</td>
      <td>{age}</td>
    </tr>
  );
}
