/** People who ask a service and wait, for specs: the link takes 5 ms, the service works for 10. */
import { type PartInput, WorldBench } from './bench';
import { atOnce, type Script } from './scripted';

type Of<K extends PartInput['kind']> = Extract<PartInput, { kind: K }>;

/** What differs from the usual counter. */
export interface CounterSetup {
  readonly people?: Partial<Of<'workload'>>;
  readonly desk?: Partial<Of<'service'>>;
  readonly handler?: Script;
  readonly seed?: number;
}

const answer = atOnce(({ id }) => ({ to: id }));

/** A counter at its beginning: one person asks at 10, unless others are given. */
export function openCounter(setup: CounterSetup = {}): WorldBench {
  const people: PartInput = {
    kind: 'workload',
    id: 'people',
    label: 'People',
    pattern: { kind: 'list', at: [{ atMs: 10 }] },
    sends: { type: 'Ask', to: 'desk' },
    correlation: 'ask',
    timeoutMs: 100,
    ...setup.people,
  };
  const desk: PartInput = {
    kind: 'service',
    id: 'desk',
    label: 'Desk',
    handler: 'handlers/desk.ts',
    instances: 1,
    workMs: { min: 10, max: 10 },
    replies: { Ask: 'Told' },
    ...setup.desk,
  };
  return new WorldBench({
    parts: [people, desk],
    links: [['people', 'desk', 5]],
    handlers: { desk: setup.handler ?? answer },
    seed: setup.seed,
  });
}
