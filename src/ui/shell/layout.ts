/** Owns which of the four layouts the window has room for; what each looks like is the pages'. */
import { useSyncExternalStore } from 'react';

/**
 * wide: from 1280, all side by side. medium: from 1024, the inspector is a drawer. tablet: from
 * 768, the lesson is a strip with a sheet. phone: below, stage first.
 */
export type LayoutName = 'wide' | 'medium' | 'tablet' | 'phone';

const steps = [
  { name: 'wide', query: '(min-width: 1280px)' },
  { name: 'medium', query: '(min-width: 1024px)' },
  { name: 'tablet', query: '(min-width: 768px)' },
] as const;

/** The layout for the window as it is now. */
function readLayout(): LayoutName {
  return steps.find(({ query }) => matchMedia(query).matches)?.name ?? 'phone';
}

function watchLayout(onChange: () => void): () => void {
  const lists = steps.map(({ query }) => matchMedia(query));
  for (const list of lists) list.addEventListener('change', onChange);
  return () => {
    for (const list of lists) list.removeEventListener('change', onChange);
  };
}

/** The layout; renders again when the window crosses a width that matters. */
export function useLayout(): LayoutName {
  return useSyncExternalStore(watchLayout, readLayout);
}
