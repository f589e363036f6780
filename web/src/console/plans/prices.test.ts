import { describe, expect, it } from 'vitest';
import type { HallMap } from '../types.ts';
import { categoriesOf, groupsOf, priceOf, pricesOf, type Group } from './prices.ts';

const group = (section: string, price: number | null, category: string | null = null): Group => ({
  section,
  category,
  seats: 10,
  price,
});
const plan = [group('floor', 88_000), group('upper', null), group('box', null)];
const nothing = { common: '', bySection: {}, byCategory: {} };

describe('prices', () => {
  it('are missing where neither the plan nor the operator has one', () => {
    expect(pricesOf(plan, nothing).missing).toEqual(['upper', 'box']);
    expect(pricesOf(plan, { ...nothing, bySection: { upper: '55,000' } }).missing).toEqual(['box']);
    expect(pricesOf(plan, { ...nothing, common: '44000' })).toMatchObject({
      missing: [],
      price: 44_000,
      least: 44_000,
      most: 88_000,
    });
  });

  it('of the operator beat those of the plan', () => {
    expect(pricesOf(plan, { ...nothing, common: '1000', bySection: { floor: '99000' } })).toMatchObject({
      sectionPrices: { floor: 99_000 },
      least: 1000,
      most: 99_000,
    });
  });

  it('that are none are told apart from those that are missing', () => {
    const bySection = { floor: '-1', upper: '1.5', box: '0' };
    expect(pricesOf(plan, { ...nothing, common: 'free', bySection })).toMatchObject({
      commonWrong: true,
      wrong: ['floor', 'upper'],
      sectionPrices: { box: 0 },
      missing: [],
    });
  });

  it('by category tell the seats of one section apart, and give way to the price of the section', () => {
    const theatre = [group('hall', null, 'front'), group('hall', null, 'back'), group('box', null, 'front')];
    const byCategory = { front: '90000', back: '50000' };
    expect(pricesOf(theatre, { ...nothing, byCategory: { front: '90000' } })).toMatchObject({
      missing: ['hall'],
      missingCategories: ['back'],
    });
    expect(pricesOf(theatre, { ...nothing, byCategory })).toMatchObject({
      categoryPrices: { front: 90_000, back: 50_000 },
      missing: [],
      least: 50_000,
      most: 90_000,
    });
    expect(pricesOf(theatre, { ...nothing, byCategory, bySection: { hall: '70000' } })).toMatchObject({
      least: 70_000,
      most: 90_000,
    });
    expect(pricesOf(theatre, { ...nothing, byCategory: { front: 'x', back: '1' } })).toMatchObject({
      wrongCategories: ['front'],
      missing: [],
    });
  });
});

describe('the seats of a plan', () => {
  const map = {
    categories: [
      { name: 'front', colour: '#111', price: 9000 },
      { name: 'back', colour: '#222', price: 0 },
      { name: null, colour: '#333', price: 0 },
    ],
    sections: [{ name: 'hall' }, { name: 'free' }],
    rows: [
      { section: 0, name: '1', first: 0, count: 3 },
      { section: 1, name: '1', first: 3, count: 2 },
    ],
    seats: { category: [0, 1, 1, 2, 2] },
  } as unknown as HallMap;
  const section = (name: string, seats: number, priceFrom: number | null) => ({
    name,
    area: false,
    seats,
    priceFrom,
    priceTo: priceFrom,
  });
  const preview = { sections: [section('hall', 3, 9000), section('free', 2, 0)], withoutPrice: ['hall'], map };

  it('have no price where the map says 0 and the section has seats without one', () => {
    expect(groupsOf(preview)).toEqual([
      { section: 'hall', category: 'front', seats: 1, price: 9000 },
      { section: 'hall', category: 'back', seats: 2, price: null },
      { section: 'free', category: null, seats: 2, price: 0 },
    ]);
  });

  it('are places of areas, too, which the map lists no seats for', () => {
    const withArea = {
      ...map,
      sections: [{ name: 'standing', places: 500, category: 1 }, { name: 'hall' }],
      rows: [
        { section: 0, name: '', first: 0, count: 500 },
        { section: 1, name: '1', first: 500, count: 2 },
      ],
      seats: { category: [0, 2] },
    } as unknown as HallMap;
    expect(groupsOf({ sections: [section('hall', 2, 0)], withoutPrice: [], map: withArea })).toEqual([
      { section: 'standing', category: 'back', seats: 500, price: 0 },
      { section: 'hall', category: 'front', seats: 1, price: 9000 },
      { section: 'hall', category: null, seats: 1, price: 0 },
    ]);
  });

  it('are in categories that have names', () => {
    expect(categoriesOf(groupsOf(preview), map)).toEqual([
      { name: 'front', colour: '#111', seats: 1, priceFrom: 9000, priceTo: 9000, withoutPrice: false },
      { name: 'back', colour: '#222', seats: 2, priceFrom: null, priceTo: null, withoutPrice: true },
    ]);
  });
});

it('reads a price as people write it', () => {
  expect(priceOf(' 1,000,000,000 ')).toBe(1_000_000_000);
  for (const typed of ['', '1000000001', '1e5', '12원', '1,0']) expect(priceOf(typed), typed).toBeUndefined();
});
