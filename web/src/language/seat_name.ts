/* A seat as it is printed on the ticket. */
import type { Language } from './languages.ts';

export interface SeatLabels {
  /** null: of a seat that the server has read no labels of yet. */
  seatNumber: number | null;
  section: string | null;
  row: string | null;
  seat: string | null;
  /** Only of a place of an area, which has no row. */
  entryNumber?: number;
}

/** A label that is only a number or a letter or two needs the word; "Table 1" does not. */
const bare = /^(\d+|[A-Za-z]{1,2})$/;

/** All of them, as one line of text. */
export function seatNames(seats: readonly SeatLabels[], language: Language): string {
  return seats.map((seat) => seatName(seat, language)).join(' · ');
}

export function seatName({ seatNumber, section, row, seat, entryNumber }: SeatLabels, language: Language): string {
  const korean = language === 'ko';
  if (seat === null && seatNumber === null) return korean ? '좌석' : 'Seat';
  if (seat === null) return korean ? `${seatNumber}번 좌석` : `Seat ${seatNumber}`;
  const named = (label: string, ko: string, en: string) =>
    bare.test(label) ? (korean ? `${label}${ko}` : `${en} ${label}`) : label;
  const parts = [
    section && named(section, '구역', 'Section'),
    row && named(row, '열', 'row'),
    entryNumber === undefined ? named(seat, '번', 'seat') : `${korean ? '입장번호' : 'entry no.'} ${entryNumber}`,
  ];
  return parts.filter((part) => part !== null && part !== '').join(korean ? ' ' : ', ');
}
