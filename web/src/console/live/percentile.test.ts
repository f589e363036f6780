import { describe, expect, it } from 'vitest';
import { added, percentile, together } from './percentile.ts';

const bounds = [0.01, 0.1, 1];

describe('percentile', () => {
  it('is read off linearly inside its bucket', () => {
    const histogram = { bounds, counts: [0, 100, 100, 100] };
    expect(percentile(histogram, 0.5)).toBeCloseTo(0.055);
    expect(percentile(histogram, 1)).toBeCloseTo(0.1);
  });
  it('skips buckets that are empty', () => {
    expect(percentile({ bounds, counts: [10, 10, 10, 10] }, 0.99)).toBeLessThanOrEqual(0.01);
    expect(percentile({ bounds, counts: [0, 0, 10, 10] }, 0)).toBeGreaterThanOrEqual(0.1);
  });
  it('says the last bound for what lies beyond it', () => {
    expect(percentile({ bounds, counts: [0, 0, 0, 10] }, 0.5)).toBe(1);
  });
  it('says nothing where nothing was answered', () => {
    expect(percentile({ bounds, counts: [0, 0, 0, 0] }, 0.5)).toBeNull();
    expect(percentile({ bounds: [], counts: [3] }, 0.5)).toBeNull();
  });
});

describe('two readings of a histogram', () => {
  it('leave what was added between them', () => {
    const before = { bounds, counts: [5, 7, 7, 8] };
    const after = { bounds, counts: [5, 9, 10, 12] };
    expect(added(before, after)?.counts).toEqual([0, 2, 3, 4]);
  });
  it('are not subtracted over a restart or other bounds', () => {
    expect(added({ bounds, counts: [5, 7, 7, 8] }, { bounds, counts: [0, 1, 1, 1] })).toBeNull();
    expect(added({ bounds: [0.02, 0.1, 1], counts: [0, 0, 0, 0] }, { bounds, counts: [0, 1, 1, 1] })).toBeNull();
    expect(added({ bounds: [1], counts: [0, 0] }, { bounds, counts: [0, 1, 1, 1] })).toBeNull();
  });
  it('of two nodes add up', () => {
    expect(together({ bounds, counts: [1, 2, 3, 4] }, { bounds, counts: [0, 1, 1, 5] }).counts).toEqual([1, 3, 4, 9]);
  });
});
