import { describe, expect, it } from 'vitest';
import { offsetAfter } from './clock_offset.ts';

describe('the server clock', () => {
  it('is read at the middle of the way', () => {
    expect(offsetAfter(null, { askedAt: 1000, answeredAt: 1200, server: 6100 })).toMatchObject({
      offset: 5000,
      error: 100,
    });
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
