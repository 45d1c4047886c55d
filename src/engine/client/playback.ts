// Owns how a run is played: what each key, frame and beat of the page's clock leads to. Pure: time
// comes in as events, commands go out as emitted events. It waits for nothing and owns no engine.
import { assign, emit, enqueueActions, setup } from 'xstate';
import type { Intervention } from '../../world';
import type { Cursor, SeekTarget } from '../../timeline';
import type { Command } from '../protocol';

/** Virtual milliseconds in a real one. */
const SPEED_MIN = 0.1;
const SPEED_MAX = 100;
/** One beat of the page is taken for at most this long, in real ms. */
const BEAT_MS_MAX = 100;
/** Facts of one beat, at most: a crowded world runs slower rather than in jerks. */
const BEAT_FACTS_MAX = 10_000;

export interface PlaybackContext {
  readonly speed: number;
  /** Where the view stands, as the last frame says. */
  readonly cursor: Cursor;
  /** True if the cursor stands at the head. */
  readonly isLive: boolean;
  /** The virtual time that playing has reached, parts of a millisecond included. */
  readonly wantedMs: number;
  /** True from when an advance is sent until its reply. */
  readonly isAdvancing: boolean;
  /** Commands that may move the view, sent and not yet answered. */
  readonly movesOpen: number;
  /** True from such a command's reply until its frame: time goes on from there. */
  readonly isRebasing: boolean;
  /** Why the engine was lost, or the run failed. */
  readonly reason: string;
}

export type PlaybackEvent =
  | { readonly type: 'PLAY' }
  | { readonly type: 'PAUSE' }
  | { readonly type: 'TOGGLE' }
  | { readonly type: 'SPEED'; readonly speed: number }
  /** A beat of the page's clock, in real ms since the last. */
  | { readonly type: 'TICK'; readonly dtMs: number }
  | { readonly type: 'SEEK'; readonly to: SeekTarget }
  /** One fact forwards or back; time stands afterwards. */
  | { readonly type: 'STEP'; readonly by: 1 | -1 }
  | { readonly type: 'HEAD' }
  /** A new future from the cursor in which later interventions happen again, `change` first. */
  | { readonly type: 'FORK'; readonly label: string; readonly change: Intervention | null }
  /** A new future from the cursor without them; time goes on. */
  | { readonly type: 'RESUME'; readonly label: string }
  /** Something else was sent that may move the view: an intervention, another branch … */
  | { readonly type: 'MOVING' }
  /** The reply to an advance, or to a command that may move the view; `isOk`: a frame follows. */
  | { readonly type: 'ANSWERED'; readonly isAdvance: boolean; readonly isOk: boolean }
  | { readonly type: 'FRAME'; readonly cursor: Cursor; readonly live: boolean }
  | { readonly type: 'OPENED' }
  | { readonly type: 'LOST'; readonly reason: string }
  | { readonly type: 'REBUILT' }
  | { readonly type: 'FAILED'; readonly reason: string };

type WithoutRun<C> = C extends Command ? Omit<C, 'run'> : never;
/** A command of playback; the driver adds the run. */
export type PlaybackCommand = WithoutRun<Extract<Command, { kind: 'advance' | 'seek' | 'fork' }>>;

/** What the driver sends to the engine. */
export interface PlaybackEmitted {
  readonly type: 'send';
  readonly command: PlaybackCommand;
}

const send = (command: PlaybackCommand): PlaybackEmitted => ({ type: 'send', command });

/** How far playing may be ahead of the frames: an engine that is slow slows time. */
function lead({ cursor, speed }: PlaybackContext): number {
  return cursor.atMs + Math.max(1, BEAT_MS_MAX * speed);
}

export const playbackMachine = setup({
  types: {
    context: {} as PlaybackContext, // how XState is told its types
    events: {} as PlaybackEvent, // likewise
    emitted: {} as PlaybackEmitted, // likewise
    input: {} as { readonly speed: number }, // likewise
  },
  actions: {
    moving: assign({ movesOpen: ({ context }) => context.movesOpen + 1 }),
    /** Nothing is on its way any more: the engine that would have answered is gone. */
    forgetAsked: assign({ isAdvancing: false, movesOpen: 0, isRebasing: false }),
    setReason: assign({ reason: (_, reason: string) => reason }),
    sendSeek: emit((_, to: SeekTarget) => send({ kind: 'seek', to })),
    /** Lets time go on by a beat, unless the engine still owes the beat or a move before. */
    beat: enqueueActions(({ context, enqueue }, dtMs: number) => {
      const { cursor, speed } = context;
      if (context.movesOpen > 0 || context.isRebasing) return;
      const passed = Math.min(dtMs, BEAT_MS_MAX) * speed;
      const wantedMs = Math.min(context.wantedMs + passed, lead(context));
      const toMs = Math.floor(wantedMs);
      const isDue = toMs > cursor.atMs && !context.isAdvancing;
      enqueue.assign({ wantedMs, isAdvancing: context.isAdvancing || isDue });
      if (isDue) enqueue.emit(send({ kind: 'advance', toMs, maxFacts: BEAT_FACTS_MAX }));
    }),
  },
  guards: {
    isLive: ({ context }) => context.isLive,
    isPast: ({ context }) => !context.isLive,
  },
}).createMachine({
  id: 'playback',
  context: ({ input }) => ({
    speed: input.speed,
    cursor: { atMs: 0, seq: -1 },
    isLive: true,
    wantedMs: 0,
    isAdvancing: false,
    movesOpen: 0,
    isRebasing: false,
    reason: '',
  }),
  initial: 'loading',
  on: {
    SPEED: {
      actions: assign({
        speed: ({ event }) => Math.min(Math.max(event.speed, SPEED_MIN), SPEED_MAX),
      }),
    },
    FRAME: {
      actions: assign(({ context, event: { cursor, live } }) => {
        const next = { ...context, cursor, isLive: live, isRebasing: false };
        const kept = Math.min(Math.max(context.wantedMs, cursor.atMs), lead(next));
        return { ...next, wantedMs: context.isRebasing ? cursor.atMs : kept };
      }),
    },
    ANSWERED: {
      actions: assign(({ context, event: { isAdvance, isOk } }) => {
        if (isAdvance) return { isAdvancing: false };
        const movesOpen = Math.max(0, context.movesOpen - 1);
        return { movesOpen, isRebasing: context.isRebasing || isOk };
      }),
    },
    LOST: {
      target: '.rebuilding',
      actions: ['forgetAsked', { type: 'setReason', params: ({ event }) => event.reason }],
    },
    FAILED: {
      target: '.failed',
      actions: ['forgetAsked', { type: 'setReason', params: ({ event }) => event.reason }],
    },
  },
  states: {
    loading: { on: { OPENED: 'ready' } },
    ready: {
      type: 'parallel',
      on: {
        SEEK: {
          actions: ['moving', { type: 'sendSeek', params: ({ event }) => event.to }],
        },
        HEAD: {
          actions: ['moving', { type: 'sendSeek', params: { kind: 'head' } }],
        },
        FORK: {
          actions: [
            'moving',
            emit(({ event: { label, change } }) =>
              send({ kind: 'fork', keepLater: true, label, change }),
            ),
          ],
        },
        MOVING: { actions: 'moving' },
      },
      states: {
        motion: {
          initial: 'paused',
          on: {
            STEP: {
              target: '.paused',
              actions: [
                'moving',
                { type: 'sendSeek', params: ({ event }) => ({ kind: 'step', by: event.by }) },
              ],
            },
            RESUME: {
              target: '.playing',
              actions: [
                'moving',
                emit(({ event: { label } }) =>
                  send({ kind: 'fork', keepLater: false, label, change: null }),
                ),
              ],
            },
          },
          states: {
            paused: { on: { PLAY: 'playing', TOGGLE: 'playing' } },
            playing: {
              on: {
                PAUSE: 'paused',
                TOGGLE: 'paused',
                TICK: { actions: { type: 'beat', params: ({ event }) => event.dtMs } },
              },
            },
          },
        },
        /** Playing in the past goes through what is known and, at the head, on into what is not. */
        place: {
          initial: 'live',
          states: {
            live: { always: { guard: 'isPast', target: 'past' } },
            past: { always: { guard: 'isLive', target: 'live' } },
          },
        },
      },
    },
    rebuilding: { on: { REBUILT: 'ready' } },
    failed: {},
  },
});
