import { describe, expect, it } from 'vitest';
import { estimate, foretell, memory, remember, said, type Rate } from './estimate.ts';

const steadily = (perSecond: number): Rate[] => [{ at: 0, perSecond }];

describe('the estimate', () => {
  it('has the plain quotient within its range', () => {
    const range = estimate(1000, steadily(4))!;
    expect(range.from).toBeLessThan(250);
    expect(range.to).toBeGreaterThan(250);
    expect(range.to / range.from).toBeLessThan(1.5);
  });

  it('is wider when the pace changed', () => {
    const calm = estimate(1000, steadily(4))!;
    const wild = estimate(1000, [...steadily(4), { at: 1000, perSecond: 1 }])!;
    expect(wild.to).toBeGreaterThan(calm.to * 3);
    expect(wild.from).toBe(calm.from);
  });

  it('is relatively wider for few people', () => {
    const few = estimate(2, steadily(1))!;
    const many = estimate(2000, steadily(1))!;
    expect(few.to / few.from).toBeGreaterThan(many.to / many.from);
  });

  it('promises nothing before anything was measured', () => {
    expect(estimate(10, [])).toBeNull();
    expect(estimate(10, steadily(0))).toBeNull();
  });

  it('knows that sessions end by themselves', () => {
    expect(estimate(100, steadily(0), 1)!.to).toBeLessThan(130);
  });

  it('forgets old rates, and keeps one a second', () => {
    let rates: Rate[] = [];
    for (let at = 0; at <= 2 * memory; at += 500) rates = remember(rates, { at, perSecond: at });
    expect(rates.length).toBeLessThanOrEqual(memory / 1000 + 1);
    expect(rates.at(-1)?.perSecond).toBe(2 * memory);
  });
});

describe('the estimate of the server', () => {
  it('is the longest wait, and shrinks with the people ahead', () => {
    expect(foretell(50, { position: 100, seconds: 600 })).toEqual({ from: 150, to: 300 });
    expect(foretell(50, null)).toBeNull();
  });
});

describe('the estimate in words', () => {
  it.each([
    [10, 55, { kind: 'underAMinute' }],
    [30, 110, { kind: 'minutes', from: 0, to: 2 }],
    [200, 290, { kind: 'minutes', from: 3, to: 5 }],
    [1000, 1700, { kind: 'minutes', from: 15, to: 30 }],
    [4000, 6000, { kind: 'minutes', from: 60, to: 100 }],
    [8000, 12000, { kind: 'hours', from: 2, to: 4 }],
    [100_000, 300_000, { kind: 'overADay' }],
  ])('%d to %d seconds', (from, to, words) => {
    expect(said({ from, to })).toEqual(words);
  });
});
