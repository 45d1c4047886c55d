/**
 * Asks the engine about the run and keeps the answer up to date as the cursor moves. When it asks
 * is decided in `asker.ts`.
 */
import { useEffect, useRef, useState } from 'react';
import type { Query, QueryResult } from '../../projection';
import { type Asker, createAsker } from './asker';
import { type RunContextValue, type RunState, useRunContext } from './context';

/** An answer with the question that it belongs to. */
export interface Answered<K extends Query['kind']> {
  readonly query: Extract<Query, { kind: K }>;
  readonly result: Extract<QueryResult, { kind: K }>;
}

/** A question, or what makes it from the run as it stands when it is asked. */
export type Question<K extends Query['kind']> =
  Extract<Query, { kind: K }> | ((state: RunState) => Extract<Query, { kind: K }>);

/**
 * The last answer to a question, null until there is one. When the question changes, the answer to
 * the one before stays until the new one is there; give the component a key where that is wrong.
 */
export function useRunQuery<K extends Query['kind']>(question: Question<K>): Answered<K> | null {
  return useQueryOf(useRunContext(), question);
}

/** The same of a run that need not be the one around the component. */
export function useQueryOf<K extends Query['kind']>(
  { store, actions }: RunContextValue,
  question: Question<K>,
): Answered<K> | null {
  const [answer, setAnswer] = useState<Answered<K> | null>(null);
  const latest = useRef(question);
  const asking = useRef<Asker | null>(null);

  useEffect(() => {
    const asker = createAsker(
      async () => {
        const wanted = latest.current;
        const query = typeof wanted === 'function' ? wanted(store.getState()) : wanted;
        const result = await actions.query<K>(query);
        return result === null ? null : { query, result };
      },
      () => store.getState().playback === 'playing',
      setAnswer,
    );
    asking.current = asker;
    const unsubscribe = store.subscribe((state, before) => {
      if (state.cursor !== before.cursor || state.timeline !== before.timeline) asker.moved();
    });
    return () => {
      unsubscribe();
      asker.end();
    };
  }, [store, actions]);

  const said = typeof question === 'function' ? '' : JSON.stringify(question);
  useEffect(() => {
    latest.current = question;
  });
  useEffect(() => asking.current?.moved(), [said, store, actions]);
  return answer;
}
