import { describe, expect, it } from 'vitest';
import { changeOf, saleStateOf, typedOf, usualTerms } from './terms.ts';

const begins = '2026-12-24T11:00:00.000Z';
const opensAt = '2026-12-01T11:00:00.000Z';
const closesAt = '2026-12-24T10:00:30.000Z';
const terms = { ...usualTerms, opensAt, closesAt, holdSeconds: 420 };
const typing = (typed: Partial<ReturnType<typeof typedOf>>, incomplete: string[] = []) =>
  changeOf(terms, { ...typedOf(terms), ...typed }, { begins, incomplete });

describe('typed terms', () => {
  it('change nothing where nothing was typed, not even the seconds that a field does not show', () => {
    expect(typing({})).toEqual({ change: {}, wrong: {} });
  });

  it('are sent only where they differ', () => {
    expect(typing({ mostPerPerson: '2', noSingleSeats: true, coolingSeconds: '0' })).toEqual({
      change: { mostPerPerson: 2, noSingleSeats: true, coolingSeconds: 0 },
      wrong: {},
    });
  });

  it('are as usual where they were emptied', () => {
    const { change, wrong } = typing({ opensAt: '', closesAt: '', holdSeconds: ' ', mostTakes: '' });
    expect(change).toEqual({ opensAt: null, closesAt: null, holdSeconds: null, mostTakes: null });
    expect(wrong).toEqual({});
  });

  it('are wrong out of their bounds, and if they are no numbers', () => {
    const { change, wrong } = typing({
      holdSeconds: '0',
      mostPerPerson: '1001',
      mostTakes: 'ten',
      coolingSeconds: '-1',
    });
    expect(change).toEqual({});
    expect(Object.entries(wrong).map(([term, why]) => `${term} ${why}`)).toEqual([
      'holdSeconds number',
      'mostPerPerson number',
      'mostTakes number',
      'coolingSeconds number',
    ]);
  });

  it('are not emptied by half a time', () => {
    expect(typing({ opensAt: '' }, ['opensAt'])).toEqual({ change: {}, wrong: { opensAt: 'instant' } });
  });

  it('must open the sale before it closes, which is when the concert begins if nothing else is said', () => {
    expect(typing({ closesAt: '2026-11-01T20:00' }).wrong).toEqual({ closesAt: 'order' });
    expect(typing({ closesAt: '', opensAt: '2026-12-31T20:00' }).wrong).toEqual({ opensAt: 'order' });
    expect(changeOf(terms, { ...typedOf(terms), closesAt: '' }, { begins: null }).wrong).toEqual({});
  });
});

it('the state of a sale follows its terms, and the hand that closed it', () => {
  const at = (instant: string, onSale = true) => saleStateOf({ date: begins, onSale, terms }, Date.parse(instant));
  expect(at('2026-12-01T10:59:59.999Z')).toBe('early');
  expect(at(opensAt)).toBe('on');
  expect(at(opensAt, false)).toBe('closed');
  expect(at(closesAt, false)).toBe('over');
  expect(saleStateOf({ date: begins, onSale: true, terms: usualTerms }, Date.parse(begins))).toBe('over');
});
