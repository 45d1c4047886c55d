/** Owns structural sharing: a view is made anew only when what it is made of differs. */

/** Views by key, each with the items that it was made of. */
export class Shared<View, Item = number> {
  private readonly made = new Map<number, { readonly of: readonly Item[]; readonly view: View }>();

  /** The view said before under this key if `of` is the same, else the one that `make` returns. */
  take(key: number, of: readonly Item[], make: () => View): View {
    const before = this.made.get(key);
    if (before !== undefined && sameItems(of, before.of)) return before.view;
    const view = make();
    this.made.set(key, { of, view });
    return view;
  }
}

/** True if two lists hold the same items in the same order. */
export function sameItems<Item>(left: readonly Item[], right: readonly Item[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) {
    if (left[index] !== right[index]) return false;
  }
  return true;
}
