/** Owns the one rule of single keys: they are off while something else listens to the keyboard. */

/** True if a key pressed at `target` belongs to a text, a list or a dialog rather than the page. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest(
      'input:not([type=radio], [type=checkbox], [type=range]), textarea, select, ' +
        '[contenteditable=true], [role=dialog], [role=menu], [role=listbox]',
    ) !== null
  );
}
