/**
 * The look: values, typefaces, shapes of the kinds, icons, controls, patterns. Nothing here knows
 * a run, a lesson or a route.
 */
import './global.css';

export { useReducedMotion, useTheme, watchAppearance, type Appearance } from './appearance';
export { Button, buttonClass, IconButton } from './Button';
export { Field, fieldClass, Kbd, Pill, Segmented, Tag } from './controls';
export { glyphPath, isGlyphKind, type GlyphKind } from './geometry';
export { Glyph, HandoutsBadge, Shape } from './Glyph';
export { BrandMark, Icon, IconStrokes, type IconName } from './Icon';
export { Patterns } from './Patterns';
export { Tooltip } from './Tooltip';
