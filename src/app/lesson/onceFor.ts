/** Owns promises that React may ask for again and again: one for each key, until it fails. */

/** The same promise for the same key; one that was rejected is made anew the next time. */
export function onceFor<Key, Value>(make: (key: Key) => Promise<Value>) {
  const made = new Map<Key, Promise<Value>>();
  return (key: Key): Promise<Value> => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const promise = make(key);
    made.set(key, promise);
    promise.catch(() => made.delete(key));
    return promise;
  };
}
