// Owns what playback's machine does with each event, without an engine.
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { type PlaybackCommand, type PlaybackEvent, playbackMachine } from './playback';

function playing(...events: PlaybackEvent[]) {
  const sent: PlaybackCommand[] = [];
  const actor = createActor(playbackMachine, { input: { speed: 1 } });
  actor.on('send', ({ command }) => sent.push(command));
  actor.start();
  const send = (...more: PlaybackEvent[]): void => more.forEach((event) => actor.send(event));
  send(...events);
  return { send, sent, state: () => actor.getSnapshot() };
}

const opened: PlaybackEvent = { type: 'OPENED' };
const play: PlaybackEvent = { type: 'PLAY' };
const tick = (dtMs: number): PlaybackEvent => ({ type: 'TICK', dtMs });
const frame = (atMs: number, live = true): PlaybackEvent => ({
  type: 'FRAME',
  cursor: { atMs, seq: atMs },
  live,
});
const advanced: PlaybackEvent = { type: 'ANSWERED', isAdvance: true, isOk: true };
const moved: PlaybackEvent = { type: 'ANSWERED', isAdvance: false, isOk: true };

describe('playback', () => {
  it('takes nothing before the run is open', () => {
    const { send, sent, state } = playing(play, tick(16), { type: 'HEAD' });
    expect(state().value).toBe('loading');
    send(opened);
    expect(sent).toEqual([]);
    expect(state().value).toEqual({ ready: { motion: 'paused', place: 'live' } });
  });

  it('asks for the next beat only when the last was answered', () => {
    const { send, sent } = playing(opened, play, tick(16));
    expect(sent).toEqual([{ kind: 'advance', toMs: 16, maxFacts: 10_000 }]);
    send(tick(16), tick(16));
    expect(sent).toHaveLength(1);
    send(advanced, frame(16), tick(16));
    expect(sent[1]).toMatchObject({ toMs: 64 });
  });

  it('loses no time to a change of speed, nor to parts of a millisecond', () => {
    const { send, sent } = playing(opened, play, { type: 'SPEED', speed: 0.125 });
    for (let beat = 0; beat < 10; beat++) send(tick(10), advanced, frame(Math.floor(beat * 1.25)));
    expect(sent.at(-1)).toMatchObject({ toMs: 12 });
    send({ type: 'SPEED', speed: 10 }, frame(12), tick(1));
    expect(sent.at(-1)).toMatchObject({ toMs: 22 });
  });

  it('keeps speed within its limits', () => {
    const { send, state } = playing(opened, { type: 'SPEED', speed: 1000 });
    expect(state().context.speed).toBe(100);
    send({ type: 'SPEED', speed: 0 });
    expect(state().context.speed).toBe(0.1);
  });

  it('takes a long pause of the page for a short one', () => {
    const { sent } = playing(opened, play, tick(60_000));
    expect(sent).toMatchObject([{ toMs: 100 }]);
  });

  it('slows time down when the engine cannot keep up, and makes up for nothing', () => {
    const { send, sent } = playing(opened, play, tick(100));
    for (let beat = 0; beat < 50; beat++) send(tick(100));
    send(advanced, frame(40), tick(16));
    expect(sent[1]).toMatchObject({ toMs: 116 });
  });

  it('goes on from where a move led, not from where time was', () => {
    const { send, sent } = playing(opened, play, tick(50), advanced, frame(50));
    send({ type: 'SEEK', to: { kind: 'time', atMs: 10 } }, tick(16));
    expect(sent.map(({ kind }) => kind)).toEqual(['advance', 'seek']);
    send(moved, tick(16), frame(10, false), tick(16));
    expect(sent[2]).toMatchObject({ kind: 'advance', toMs: 26 });
  });

  it('knows live from past by the frames', () => {
    const { send, state } = playing(opened, play, frame(10, false));
    expect(state().value).toEqual({ ready: { motion: 'playing', place: 'past' } });
    send(frame(90, true));
    expect(state().value).toEqual({ ready: { motion: 'playing', place: 'live' } });
  });

  it('stands after a step and plays on after resuming', () => {
    const { send, sent, state } = playing(opened, play, { type: 'STEP', by: -1 });
    expect(state().matches({ ready: { motion: 'paused' } })).toBe(true);
    send(moved, frame(5, false), { type: 'RESUME', label: 'again' });
    expect(sent.at(-1)).toEqual({ kind: 'fork', keepLater: false, label: 'again', change: null });
    expect(state().matches({ ready: { motion: 'playing' } })).toBe(true);
  });

  it('forks with what comes later, and leaves time as it was', () => {
    const { sent, state } = playing(opened, { type: 'FORK', label: '', change: null });
    expect(sent).toEqual([{ kind: 'fork', keepLater: true, label: '', change: null }]);
    expect(state().matches({ ready: { motion: 'paused' } })).toBe(true);
  });

  it('is rebuilt after a loss, paused, with nothing on its way', () => {
    const { send, sent, state } = playing(opened, play, tick(16), { type: 'LOST', reason: 'hung' });
    expect(state().value).toBe('rebuilding');
    send(play, tick(16), { type: 'HEAD' }, frame(7, false), { type: 'REBUILT' });
    expect(state().value).toEqual({ ready: { motion: 'paused', place: 'past' } });
    expect(sent).toHaveLength(1);
    send(play, tick(16));
    expect(sent[1]).toMatchObject({ toMs: 32 });
  });

  it('fails with a reason, and can be tried again', () => {
    const { send, state } = playing(opened, { type: 'FAILED', reason: 'twice' });
    expect(state().value).toBe('failed');
    expect(state().context.reason).toBe('twice');
    send({ type: 'LOST', reason: '' }, { type: 'REBUILT' });
    expect(state().matches('ready')).toBe(true);
  });
});
