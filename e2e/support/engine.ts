// Owns an engine of a journey's own: the built one, started in a frame like the site's, told over a
// port. It is for what no hand can do on the page: other seeds, other code.
import type { Page } from '@playwright/test';

/** A run of lesson 2 and one question about it at its end. */
export interface Asked {
  readonly seed: number;
  readonly untilMs: number;
  readonly interventions: readonly { readonly atMs: number; readonly intervention: object }[];
  /** Compiled code in place of the lesson's, by path. */
  readonly handlers: { readonly [path: string]: string };
  readonly query: object;
}

/** Runs it in the page, which has opened the lesson; resolves with the answer to the question. */
export function askEngine(page: Page, asked: Asked): Promise<unknown> {
  return page.evaluate(inPage, asked);
}

async function inPage(given: Asked): Promise<unknown> {
  const { seed, untilMs, interventions, query } = given;
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  const urlOf = (file: RegExp): string => loaded.find((name) => file.test(name)) ?? '';
  const { lesson } = await import(urlOf(/\/assets\/2-[^/]*\.js$/));
  const source = await (await fetch(urlOf(/\/assets\/engine-[^/]*\.js$/))).text();

  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.srcdoc = document.querySelector('iframe')?.srcdoc ?? '';
  const isThere = new Promise((there) => (frame.onload = there));
  document.body.append(frame);
  await isThere;
  const { port1: port, port2 } = new MessageChannel();
  frame.contentWindow?.postMessage({ source }, '*', [port2]);

  interface Reply {
    readonly ok: boolean;
    readonly value?: { readonly kind: string; readonly result?: unknown };
  }
  let number = 0;
  const waiting = new Map<number, (reply: Reply) => void>();
  port.onmessage = ({ data }) => {
    if (data.kind === 'reply') waiting.get(data.number)?.(data.reply);
  };
  const ask = async (command: object): Promise<Reply> => {
    port.postMessage({ number: ++number, command: { run: 1, ...command } });
    const reply = await new Promise<Reply>((answer) => waiting.set(number, answer));
    if (!reply.ok || reply.value?.kind === 'refused') throw new Error(JSON.stringify(reply));
    return reply;
  };
  const { scenario, waits } = lesson.run;
  const handlers = { ...lesson.run.handlers, ...given.handlers };
  const run = { scenario, handlers, waits, goals: null, seed, storedAs: null, resume: false };
  const advance = { kind: 'advance', maxFacts: 1_000_000 };

  await ask({ kind: 'open', open: run });
  for (const { atMs, intervention } of interventions) {
    await ask({ ...advance, toMs: atMs });
    await ask({ kind: 'intervene', intervention });
  }
  await ask({ ...advance, toMs: untilMs });
  const reply = await ask({ kind: 'query', query });
  frame.remove();
  return reply.value?.result;
}
