/** A small picture of what a side's broker is: slots that empty, or cells that stay. */
import styles from './compare.module.css';

export function SideGlyph({ kind }: { readonly kind: 'queue' | 'stream' }) {
  const cells = kind === 'queue' ? [0, 14, 26] : [0, 11, 22, 33];
  const width = 11;
  return (
    <svg
      className={styles.sideGlyph}
      width="46"
      height="20"
      viewBox="-1 -1 46 20"
      aria-hidden="true"
    >
      {cells.map((x, index) => (
        <g key={x} opacity={kind === 'stream' && index === 0 ? 0.45 : 1}>
          <rect x={x} y="0" width={width} height="18" rx={kind === 'queue' ? 2 : 0} />
          {(kind === 'stream' || index > 0) && <circle cx={x + width / 2} cy="9" r="3" />}
        </g>
      ))}
    </svg>
  );
}
