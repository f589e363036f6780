import { describe, expect, it } from 'vitest';
import { Refused, Unreachable } from '../api/problem.ts';
import { bestRefused, highestPrices } from './best.ts';
import type { ChosenWish } from './server.ts';

const wish: ChosenWish = { best: { count: 3, adjacent: 'prefer' } };
const refused = (kind: string) => new Refused({ type: `/problems/${kind}`, title: kind, status: 409 });

describe('the best seats', () => {
  it('that are not there are told apart from those that the terms refuse', () => {
    expect(bestRefused(refused('no-such-seats-free'), wish, 'k')).toEqual({ at: 'none', count: 3, ofArea: false });
    const places: ChosenWish = { areas: [{ area: 'Standing', count: 2 }] };
    expect(bestRefused(refused('no-such-seats-free'), places, 'k')).toEqual({ at: 'none', count: 2, ofArea: true });
    expect(bestRefused(refused('sale-over'), wish, 'k')).toEqual({ at: 'refused', loss: 'sale-over' });
  });

  it('that nobody knows to be held are tried again with the same key', () => {
    expect(bestRefused(new Unreachable(), wish, 'k')).toEqual({ at: 'failed', wish, key: 'k' });
  });

  it('are bounded by each price but the highest, which bounds nothing', () => {
    expect(highestPrices([40_000, 100_000, 40_000, 70_000])).toEqual([70_000, 40_000]);
    expect(highestPrices([55_000])).toEqual([]);
  });
});
