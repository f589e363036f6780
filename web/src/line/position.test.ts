import { describe, expect, it } from 'vitest';
import { aheadOf, along, progressAfter, steady, type Pairs, type Progress } from './position.ts';

const pairs: Pairs = [
  [5104, 0],
  [5105, 1],
  [5106, 2],
  [5107, 2],
  [5124, 16],
];

describe('the position', () => {
  it('is exact at a pair', () => {
    expect(aheadOf(5106, pairs)).toEqual({ ahead: 2, least: 2, most: 2 });
    expect(aheadOf(5107, pairs)).toEqual({ ahead: 2, least: 2, most: 2 });
  });

  it('is read between two pairs by the formula of the API, within its bounds', () => {
    // 2 + (16 - 2) * (5120 - 5107) / (5124 - 5107) = 12.7
    expect(aheadOf(5120, pairs)).toEqual({ ahead: 13, least: 2, most: 15 });
  });

  it('is none before the first pair, or when nobody waits', () => {
    expect(aheadOf(5103, pairs)).toBeNull();
    expect(aheadOf(5103, [])).toBeNull();
  });

  it('of a place behind the last pair counts everybody between as ahead', () => {
    expect(aheadOf(5130, pairs)).toEqual({ ahead: 22, least: 16, most: 22 });
  });
});

describe('the number shown', () => {
  it('goes down at once', () => {
    expect(steady(20, { ahead: 13, least: 2, most: 15 })).toBe(13);
  });

  it('does not tremble up while it may still be true', () => {
    expect(steady(12, { ahead: 13, least: 2, most: 15 })).toBe(12);
  });

  it('is corrected where it was far off', () => {
    expect(steady(500, { ahead: 600, least: 480, most: 640 })).toBe(600);
    expect(steady(590, { ahead: 600, least: 480, most: 640 })).toBe(590);
  });

  it('goes up when fans ahead came back', () => {
    expect(steady(12, { ahead: 14, least: 14, most: 14 })).toBe(14);
  });
});

describe('the progress', () => {
  it('begins at nothing, and is whole when nobody is ahead', () => {
    expect(along(100, 100)).toBe(0);
    expect(along(100, 25)).toBe(0.75);
    expect(along(0, 0)).toBe(1);
  });

  it('never goes back', () => {
    let progress: Progress | null = null;
    const seen: number[] = [];
    for (const ahead of [100, 60, 80, 70, 120, 10, 50, 0]) {
      progress = progressAfter(progress, 7, ahead);
      seen.push(progress.furthest);
    }
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });

  it('begins again with a new place', () => {
    const old = { place: 7, aheadAtFirst: 100, furthest: 0.9 };
    expect(progressAfter(old, 8, 40)).toEqual({ place: 8, aheadAtFirst: 40, furthest: 0 });
  });
});
