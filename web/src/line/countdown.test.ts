import { describe, expect, it } from 'vitest';
import { clockText, partsOf, secondsLeft } from './countdown.ts';

describe('a countdown', () => {
  it('shows 0 at the end and not before', () => {
    expect(secondsLeft(10_000, 9_999)).toBe(1);
    expect(secondsLeft(10_000, 10_000)).toBe(0);
    expect(secondsLeft(10_000, 20_000)).toBe(0);
  });

  it('is written as minutes and seconds, and hours where there are some', () => {
    expect(clockText(300)).toBe('5:00');
    expect(clockText(9)).toBe('0:09');
    expect(clockText(3845)).toBe('1:04:05');
  });

  it('has days', () => {
    expect(partsOf(2 * 86_400 + 3 * 3600 + 61)).toEqual({ days: 2, hours: 3, minutes: 1, seconds: 1 });
  });
});
