/* Blocked seats as an operator reads them: those of one section that were blocked alike, together. */
import type { BlockedSeat } from '../types.ts';
import { runsOf } from './selection.ts';

export interface Block {
  section: string | null;
  reason: string;
  until: string | null;
  ids: string[];
  /** Each with its seats: 1–10, 12. */
  rows: { name: string | null; seats: string }[];
}

export function blocksOf(seats: readonly BlockedSeat[]): Block[] {
  const alike = new Map<string, BlockedSeat[]>();
  for (const seat of seats) {
    const key = JSON.stringify([seat.section, seat.reason, seat.until]);
    const those = alike.get(key);
    if (those) those.push(seat);
    else alike.set(key, [seat]);
  }
  return [...alike.values()].map((those) => {
    const { section, reason, until } = those[0]!;
    const rows = new Map<string | null, string[]>();
    for (const { row, seat, seatNumber } of those) {
      const labels = rows.get(row) ?? [];
      labels.push(seat ?? `#${seatNumber}`);
      rows.set(row, labels);
    }
    return {
      section,
      reason,
      until,
      ids: those.map(({ id }) => id),
      rows: [...rows].map(([name, labels]) => ({ name, seats: runsOf(labels) })),
    };
  });
}
