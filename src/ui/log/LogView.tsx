/**
 * The log: every fact as text, the equivalent of the stage for people who read rather than look.
 * It follows the cursor, and a row leads to its moment. It holds no facts; it asks for those in
 * sight.
 */
import { useState } from 'react';
import type { LogFilter } from '../../projection';
import { useRun, useRunContext, useRunQuery } from '../run';
import { Button, Field, Icon } from '../tokens';
import { formatCount } from '../time';
import { LogList } from './LogList';
import styles from './log.module.css';
import { text } from './messages.en';

const NO_FILTER: LogFilter = { part: null, errorsOnly: false };

/** Facts that stand behind a number, and are shown alone. */
export interface LogEvidence {
  /** What they show, in words. */
  readonly label: string;
  readonly seqs: readonly number[];
  /** Shows all facts again. */
  readonly onClear: () => void;
}

interface LogViewProps {
  /** In pixels: as high as the lanes that it stands in for. */
  readonly height: number;
  /** Null, or absent: all facts. */
  readonly evidence?: LogEvidence | null;
}

export function LogView({ height, evidence = null }: LogViewProps) {
  const [chosen, setFilter] = useState(NO_FILTER);
  const filter = evidence === null ? chosen : { ...NO_FILTER, seqs: evidence.seqs };
  const filtered = filter.part !== null || filter.errorsOnly || evidence !== null;
  const key = `${filter.part} ${filter.errorsOnly} ${evidence?.seqs.join(' ') ?? ''}`;
  return (
    <div className={styles.log} style={{ height }}>
      {evidence === null ? (
        <LogHead filter={filter} onFilter={setFilter} />
      ) : (
        <EvidenceHead evidence={evidence} />
      )}
      <LogList key={key} filter={filtered ? filter : null} />
    </div>
  );
}

function EvidenceHead({ evidence: { label, seqs, onClear } }: { readonly evidence: LogEvidence }) {
  return (
    <div className={styles.head}>
      <b>{label}</b>
      <Button size="small" look="quiet" onClick={onClear}>
        {text.showAll}
      </Button>
      <span className={styles.counts}>
        <span className="num">{text.rows(formatCount(seqs.length))}</span>
      </span>
    </div>
  );
}

interface LogHeadProps {
  readonly filter: LogFilter;
  readonly onFilter: (filter: LogFilter) => void;
}

function LogHead({ filter, onFilter }: LogHeadProps) {
  const { topology } = useRunContext();
  // One row is enough: what counts here are the totals that come with it.
  const counted = useRunQuery<'log'>({ kind: 'log', from: 0, count: 1, filter });
  const all = useRun((state) => state.head.seq + 1);
  const total = filter === NO_FILTER ? all : (counted?.result.total ?? 0);
  const parts = topology.parts.filter(({ kind }) => kind !== 'broker' && kind !== 'exchange');
  return (
    <div className={styles.head}>
      <Field label={text.part}>
        <span className={styles.select}>
          <select
            value={filter.part ?? ''}
            onChange={(event) => onFilter({ ...filter, part: event.currentTarget.value || null })}
          >
            <option value="">{text.allParts}</option>
            {parts.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
          <Icon name="chevronDown" size={12} />
        </span>
      </Field>
      <label className={styles.errorsOnly}>
        <input
          type="checkbox"
          checked={filter.errorsOnly}
          onChange={(event) => onFilter({ ...filter, errorsOnly: event.currentTarget.checked })}
        />
        {text.errorsOnly}
      </label>
      <span className={styles.counts}>
        <span>{text.errors(formatCount(counted?.result.customerErrors ?? 0))}</span>
        <span className="num">{text.rows(formatCount(total))}</span>
      </span>
    </div>
  );
}
