/** One fact as a row of text, and the heads of its columns. */
import type { LogRow } from '../../projection';
import { formatCount, formatTime } from '../time';
import { Glyph, isGlyphKind, Tag } from '../tokens';
import styles from './log.module.css';
import { text } from './messages.en';

/** Fields that the columns before say already. */
const SAID = new Set(['message', 'type', 'form']);

export function LogColumns() {
  const { columns } = text;
  return (
    <div role="rowgroup" className={styles.columns}>
      <div role="row" aria-rowindex={1} className={styles.columnRow}>
        {Object.entries(columns).map(([name, label]) => (
          <span key={name} role="columnheader">
            {label}
          </span>
        ))}
      </div>
    </div>
  );
}

export function LogCells({ row }: { readonly row: LogRow }) {
  const { message } = row;
  const fields = row.fields.filter(([name]) => !SAID.has(name));
  return (
    <>
      <span role="gridcell" className="num">
        {formatCount(row.seq + 1)}
      </span>
      <span role="gridcell" className="num">
        {formatTime(row.atMs)}
      </span>
      <span role="gridcell" className="mono">
        {row.part}
      </span>
      <span role="gridcell" className={row.kind === 'RequestFailed' ? styles.failed : styles.kind}>
        {row.kind === 'RequestFailed' && <Glyph kind="failure" size={14} />}
        {row.kind}
        {row.byHand && <Tag tone="calm">{text.byHand}</Tag>}
      </span>
      <span role="gridcell" className={styles.message}>
        {message !== null && (
          <>
            {isGlyphKind(message.form) && <Glyph kind={message.form} size={12} />}
            {message.type} <span className="mono">{message.correlation}</span>
          </>
        )}
      </span>
      <span role="gridcell" className={`mono ${styles.fields}`}>
        {fields.map(([name, value]) => (
          <span key={name}>
            <i>{name}</i> {value}
          </span>
        ))}
      </span>
    </>
  );
}
