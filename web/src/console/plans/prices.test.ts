import { describe, expect, it } from 'vitest';
import { priceOf, pricesOf } from './prices.ts';

const section = (name: string, price: number | null) => ({ name, seats: 10, priceFrom: price, priceTo: price });
const plan = {
  sections: [section('floor', 88_000), section('upper', null), section('box', null)],
  withoutPrice: ['upper', 'box'],
};

describe('prices', () => {
  it('are missing where neither the plan nor the operator has one', () => {
    expect(pricesOf(plan, { common: '', bySection: {} }).missing).toEqual(['upper', 'box']);
    expect(pricesOf(plan, { common: '', bySection: { upper: '55,000' } }).missing).toEqual(['box']);
    expect(pricesOf(plan, { common: '44000', bySection: {} })).toMatchObject({
      missing: [],
      price: 44_000,
      least: 44_000,
      most: 88_000,
    });
  });
  it('of the operator beat those of the plan', () => {
    expect(pricesOf(plan, { common: '1000', bySection: { floor: '99000' } })).toMatchObject({
      sectionPrices: { floor: 99_000 },
      least: 1000,
      most: 99_000,
    });
  });
  it('that are none are told apart from those that are missing', () => {
    const prices = pricesOf(plan, { common: 'free', bySection: { floor: '-1', upper: '1.5', box: '0' } });
    expect(prices).toMatchObject({
      commonWrong: true,
      wrong: ['floor', 'upper'],
      sectionPrices: { box: 0 },
      missing: [],
    });
  });
});

it('reads a price as people write it', () => {
  expect(priceOf(' 1,000,000,000 ')).toBe(1_000_000_000);
  for (const typed of ['', '1000000001', '1e5', '12원', '1,0']) expect(priceOf(typed), typed).toBeUndefined();
});
