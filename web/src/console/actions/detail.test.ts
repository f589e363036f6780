import { describe, expect, it } from 'vitest';
import { detailOf } from './detail.ts';

const words = {
  yes: 'yes',
  no: 'no',
  unset: 'the setting',
  number: String,
  instant: (at: string) => `at ${at.slice(0, 10)}`,
  name: (n: string) => n,
  known: (text: string) => (text === 'id' ? '새벽 밴드' : text),
};

describe('the detail of an entry', () => {
  it('is a change where it has a from and a to', () => {
    expect(detailOf({ from: null, to: 500 }, words)).toEqual({ from: 'the setting', to: '500' });
    expect(detailOf({ from: '2026-12-24T11:00:00.000Z', to: null }, words)).toEqual({
      from: 'at 2026-12-24',
      to: 'the setting',
    });
  });
  it('says which term of sale it is of', () => {
    expect(detailOf({ term: 'mostPerPerson', from: 4, to: 2 }, words)).toEqual({
      what: 'mostPerPerson',
      from: '4',
      to: '2',
    });
  });
  it('is a text where it is one', () => {
    expect(detailOf({ text: '곧 시작합니다' }, words)).toEqual({ text: '곧 시작합니다' });
  });
  it('is read name by name otherwise', () => {
    expect(detailOf({ seats: 300, onSale: true, prices: [1] }, words)).toEqual({
      pairs: [
        ['seats', '300'],
        ['onSale', 'yes'],
        ['prices', '[1]'],
      ],
    });
    expect(detailOf({ concert: 'id' }, words)).toEqual({ pairs: [['concert', '새벽 밴드']] });
    expect(detailOf({}, words)).toEqual({ pairs: [] });
  });
});
