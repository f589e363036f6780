import { describe, expect, it } from 'vitest';
import { fullestFirst, heatOf, hottest, shareSold, together } from './heat.ts';

const section = (name: string, seats: number, held: number) => ({
  name,
  seats,
  held,
  reserved: 0,
  blocked: 0,
  available: seats - held,
});

describe('the heat of a section', () => {
  it('is coldest only where nothing is sold, hottest only where all is', () => {
    expect(heatOf(0)).toBe(0);
    expect(heatOf(0.0001)).toBe(1);
    expect(heatOf(0.5)).toBe(5);
    expect(heatOf(0.9999)).toBe(hottest - 1);
    expect(heatOf(1)).toBe(hottest);
  });
  it('is cold where there are no seats', () => {
    expect(shareSold(section('empty', 0, 0))).toBe(0);
  });
});

it('adds sections up', () => {
  expect(together([section('a', 10, 4), section('b', 20, 1)])).toMatchObject({ seats: 30, held: 5, available: 25 });
});

it('puts the fullest first', () => {
  const names = fullestFirst([section('a', 10, 4), section('b', 20, 16), section('c', 10, 4)]).map(({ name }) => name);
  expect(names).toEqual(['b', 'a', 'c']);
});
