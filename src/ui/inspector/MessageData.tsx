/** What a message carries, as names and values; what lies deeper is written as JSON. */
import type { Json } from '../../projection';
import styles from './inspector.module.css';

function written(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Pairs for a definition list. A body that is no record has one pair without a name. */
function dataPairs(data: Json): readonly (readonly [string, string])[] {
  if (data === null) return [];
  if (typeof data !== 'object' || Array.isArray(data)) return [['', written(data)]];
  return Object.entries(data).map(([name, value]) => [name, written(value)] as const);
}

export function MessageData({ data }: { readonly data: Json }) {
  return dataPairs(data).map(([name, value]) => (
    <div key={name} className={styles.pair}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  ));
}
