// Specifies how virtual time is written.
import { describe, expect, it } from 'vitest';
import { formatAge, formatClock, formatCount, formatRuler, formatSpan, formatTime } from './clock';

describe('the clock', () => {
  it('sets the fraction apart from minutes and seconds', () => {
    expect(formatClock(6480)).toEqual({ main: '00:06', fraction: '.480' });
    expect(formatTime(83_005)).toBe('01:23.005');
  });

  it('writes hours once they are reached, and nothing before the start', () => {
    expect(formatTime(3_723_004)).toBe('1:02:03.004');
    expect(formatTime(-5)).toBe('00:00.000');
  });

  it('writes the ruler as exactly as its step', () => {
    expect(formatRuler(6000, 1000)).toBe('00:06');
    expect(formatRuler(6200, 200)).toBe('00:06.2');
    expect(formatRuler(6250, 50)).toBe('00:06.25');
    expect(formatRuler(6251, 1)).toBe('00:06.251');
  });

  it('writes spans shorter the longer they are', () => {
    expect(formatSpan(1480)).toBe('1.48 s');
    expect(formatSpan(42_040)).toBe('42.0 s');
    expect(formatSpan(185_000)).toBe('3 min 05 s');
  });

  it('writes ages in a few characters', () => {
    expect([1690, 42_000, 1_003_000].map(formatAge)).toEqual(['1.69 s', '42.0 s', '16 min']);
  });

  it('sets thousands apart', () => {
    expect([7, 219, 12_480, 1_000_000].map(formatCount)).toEqual([
      '7',
      '219',
      '12,480',
      '1,000,000',
    ]);
  });
});
