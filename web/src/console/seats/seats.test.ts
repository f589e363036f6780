import { describe, expect, it } from 'vitest';
import type { BlockedSeat, HallMap } from '../types.ts';
import { blocksOf } from './blocks.ts';
import { runsOf, select, seatsOf } from './selection.ts';

/* Stalls: rows A to C of four seats, and a table with lettered ones; between them an area of five places. */
const map = {
  sections: [{ name: 'Stalls' }, { name: 'Standing', places: 5, category: 0 }],
  rows: [
    { section: 0, name: 'A', first: 0, count: 4 },
    { section: 0, name: 'B', first: 4, count: 4 },
    { section: 1, name: '', first: 8, count: 5 },
    { section: 0, name: 'C', first: 13, count: 4 },
    { section: 0, name: 'T-1', first: 17, count: 3 },
  ],
  numbers: [{ first: 101, count: 20 }],
  seats: { label: ['1', '2', '3', '4', '1', '2', '3', '4', '1', '2', '3', '4', 'a', 'b', 'c'] },
} as unknown as HallMap;

const numbers = (rows: string, seats: string, section = 'Stalls') => select(map, { section, rows, seats }).numbers;

describe('seats that an operator names', () => {
  it('are all of a section where nothing more is said', () => {
    expect(numbers('', '')).toHaveLength(15);
    expect(seatsOf(map, 'Standing').map(({ label, number }) => [label, number])).toEqual([
      ['1', 109],
      ['2', 110],
      ['3', 111],
      ['4', 112],
      ['5', 113],
    ]);
  });

  it('are ranges of rows, in the order of the hall, and of seats', () => {
    expect(numbers('B–C', '2-3')).toEqual([106, 107, 115, 116]);
    expect(numbers('C ~ A', '1')).toEqual([101, 105, 114]);
    expect(numbers('T-1', 'a-b')).toEqual([118, 119]);
    expect(numbers(' A , C,', '4, 1')).toEqual([101, 104, 114, 117]);
    expect(numbers('', '2-4', 'Standing')).toEqual([110, 111, 112]);
  });

  it('are none where a part of what was typed names none', () => {
    const wrong = (rows: string, seats: string) => select(map, { section: 'Stalls', rows, seats });
    expect(wrong('A, X', '')).toEqual({ numbers: [], wrong: { rows: 'X', seats: null } });
    expect(wrong('A', '1, 9-12')).toEqual({ numbers: [], wrong: { rows: null, seats: '9-12' } });
    expect(wrong('A-Z', '').wrong.rows).toBe('A-Z');
  });
});

it('labels that follow each other are told as ranges', () => {
  expect(runsOf(['1', '2', '3', '5', '6', 'a', '9'])).toBe('1–3, 5, 6, a, 9');
  expect(runsOf([])).toBe('');
});

it('seats that were blocked alike are one block', () => {
  const seat = (id: string, row: string | null, label: string | null, reason = 'house seats'): BlockedSeat => ({
    id,
    seatNumber: 7,
    section: 'Stalls',
    row,
    seat: label,
    reason,
    until: null,
  });
  const blocks = blocksOf([
    seat('1', 'A', '1'),
    seat('2', 'A', '2', 'camera'),
    seat('3', 'A', '3'),
    seat('4', 'B', '1'),
    seat('5', null, null),
  ]);
  expect(blocks).toEqual([
    {
      section: 'Stalls',
      reason: 'house seats',
      until: null,
      ids: ['1', '3', '4', '5'],
      rows: [
        { name: 'A', seats: '1, 3' },
        { name: 'B', seats: '1' },
        { name: null, seats: '#7' },
      ],
    },
    { section: 'Stalls', reason: 'camera', until: null, ids: ['2'], rows: [{ name: 'A', seats: '2' }] },
  ]);
});
