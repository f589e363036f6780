import { describe, expect, it } from 'vitest';
import { seatName } from './seat_name.ts';

const at = (section: string | null, row: string | null, seat: string | null) => ({ seatNumber: 7, section, row, seat });

describe('the name of a seat', () => {
  it('has section, row and seat', () => {
    expect(seatName(at('가구역', '3', '12'), 'ko')).toBe('가구역 3열 12번');
    expect(seatName(at('Stalls', 'AA', '12'), 'en')).toBe('Stalls, row AA, seat 12');
  });

  it('leaves words alone that name themselves', () => {
    expect(seatName(at('Bar', 'Table 1', 'a'), 'en')).toBe('Bar, Table 1, seat a');
    expect(seatName(at('Bar', 'Table 1', 'a'), 'ko')).toBe('Bar Table 1 a번');
  });

  it('says what a mere number is', () => {
    expect(seatName(at('11', '24', '12'), 'en')).toBe('Section 11, row 24, seat 12');
    expect(seatName(at('11', '24', '12'), 'ko')).toBe('11구역 24열 12번');
  });

  it('is the entry number where there are no numbered seats', () => {
    const place = { ...at('Standing A', null, '123'), entryNumber: 123 };
    expect(seatName(place, 'ko')).toBe('Standing A 입장번호 123');
    expect(seatName(place, 'en')).toBe('Standing A, entry no. 123');
  });

  it('is the number where nothing else is known', () => {
    expect(seatName(at(null, null, null), 'ko')).toBe('7번 좌석');
  });
});
