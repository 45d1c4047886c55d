/**
 * Owns the fill patterns that drawings name by id: put once into the page, they serve every `<svg>`
 * of it (`fill="url(#hatch-hot)"`). Their colours follow theme and past through the tokens.
 */

/** Definitions of `hatch-hot`, `hatch-zone`, `hatch-n` and `dots`. */
export function Patterns() {
  const tilted = { patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' } as const;
  return (
    <svg width="0" height="0" style={{ position: 'absolute' }} aria-hidden="true" focusable="false">
      <defs>
        <pattern id="hatch-hot" width="6" height="6" {...tilted}>
          <rect width="6" height="6" fill="var(--hotspot-wash)" />
          <path d="M0 0v6" stroke="var(--hotspot)" strokeWidth="1.4" opacity=".55" />
        </pattern>
        <pattern id="hatch-zone" width="12" height="12" {...tilted}>
          <path d="M0 0v12" stroke="var(--hotspot)" strokeWidth="1" opacity=".28" />
        </pattern>
        <pattern id="hatch-n" width="6" height="6" {...tilted}>
          <path d="M0 0v6" stroke="var(--line-2)" strokeWidth="1" opacity=".7" />
        </pattern>
        <pattern id="dots" width="16" height="16" patternUnits="userSpaceOnUse">
          <circle cx="1" cy="1" r="1" fill="var(--dot)" />
        </pattern>
      </defs>
    </svg>
  );
}
