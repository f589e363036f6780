/* A seat as it is printed on the ticket. */
import type { Language } from './language.svelte.ts';

export interface SeatLabels {
  seatNumber: number;
  section: string | null;
  row: string | null;
  seat: string | null;
}

export function seatName({ seatNumber, section, row, seat }: SeatLabels, language: Language): string {
  const korean = language === 'ko';
  if (seat === null) return korean ? `${seatNumber}번 좌석` : `Seat ${seatNumber}`;
  const parts = korean
    ? [section, row && `${row}열`, `${seat}번`]
    : [section, row && `row ${row}`, `seat ${seat}`];
  return parts.filter((part) => part !== null && part !== '').join(korean ? ' ' : ', ');
}
