import { describe, expect, it } from 'vitest';
import { clockText, offsetAfter, partsOf, secondsLeft } from './countdown.ts';

describe('the server clock', () => {
  it('is read at the middle of the way', () => {
    expect(offsetAfter(null, { askedAt: 1000, answeredAt: 1200, server: 6100 })).toMatchObject({ offset: 5000, error: 100 });
  });

  it('keeps the surer reading', () => {
    const sure = offsetAfter(null, { askedAt: 1000, answeredAt: 1020, server: 6010 });
    expect(offsetAfter(sure, { askedAt: 2000, answeredAt: 3000, server: 7700 })).toBe(sure);
    expect(offsetAfter(sure, { askedAt: 2000, answeredAt: 2010, server: 7006 }).offset).toBe(5001);
  });

  it('follows our clock when that was set', () => {
    const sure = offsetAfter(null, { askedAt: 1000, answeredAt: 1020, server: 6010 });
    expect(offsetAfter(sure, { askedAt: 9_000, answeredAt: 9_400, server: 9_200 }).offset).toBe(0);
  });
});

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
