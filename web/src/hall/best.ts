// What the fan is told of seats that the server was asked to choose: the best ones, or places of an area. All pure.
import { isRefused } from '../api/problem.ts';
import { type ByTerms, refusalsByTerms } from './choice.ts';
import type { ChosenWish } from './server.ts';

export type Best =
  | { at: 'nothing' }
  | { at: 'taking' }
  /** They are held, but not side by side. */
  | { at: 'apart'; seats: readonly number[] }
  /** Not as many are free as were wanted, or those that are would leave a single seat alone. */
  | { at: 'none'; count: number; ofArea: boolean }
  | { at: 'refused'; loss: ByTerms }
  /** Whether the server has done it is not known; with the same key, trying again is safe. */
  | { at: 'failed'; wish: ChosenWish; key: string };

export const noBest: Best = { at: 'nothing' };

export function bestRefused(fault: unknown, wish: ChosenWish, key: string): Best {
  if (isRefused(fault, 'no-such-seats-free', 'orphan-seat')) {
    return { at: 'none', count: countOf(wish), ofArea: 'areas' in wish };
  }
  const loss = byTerms(fault);
  return loss ? { at: 'refused', loss } : { at: 'failed', wish, key };
}

export function countOf(wish: ChosenWish): number {
  return 'best' in wish ? wish.best.count : wish.areas[0].count;
}

/** Which of the date's terms a refusal is about. */
export function byTerms(fault: unknown): ByTerms | undefined {
  return refusalsByTerms.find((type) => isRefused(fault, type));
}

/** The prices to choose the highest from, the dearest first; the dearest of all bounds nothing, and is left out. */
export function highestPrices(prices: readonly number[]): number[] {
  return [...new Set(prices)].sort((a, b) => b - a).slice(1);
}
