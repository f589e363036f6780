/* What the seat map is given and what it tells. The page around it (pages/seats) holds the countdown and the way on to
   paying; SeatMap.svelte is a lazy chunk of its own. */
import type { Reservation } from '../api/types.ts';
import type { Language } from '../language/languages.ts';
import type { HallWords } from './words.ts';

/** A seat that the fan has: held until `holdExpiresAt`, or paid (null). */
export interface OwnSeat {
  reservationId: string;
  seatId: string;
  /** By it the seat is found on the map; null: not known yet. */
  seatNumber: number | null;
  section: string | null;
  row: string | null;
  seat: string | null;
  price: number;
  holdExpiresAt: string | null;
}

/** Held and paid seats count together: `held + paid` is at most `limit`. */
export interface SeatLimit {
  limit: number;
  held: number;
  paid: number;
}

/** How many more seats the fan may take. */
export const seatsLeft = ({ limit, held, paid }: SeatLimit) => Math.max(0, limit - held - paid);

export interface SeatMapProps {
  concertDateId: string;
  /** What it says. */
  words: HallWords;
  /** How it writes numbers. */
  language: Language;
  /** How long a hold lasts, in seconds: said before the fan picks. */
  holdSeconds: number;
  /** The line's token of the session inside; null when there is none (any more). Ask for it at each request. */
  lineToken: () => string | null;
  /** The fan's own seats of this date; changes when one is held, given back, paid for or runs out. */
  own: readonly OwnSeat[];
  /** How many seats of this date the fan may have and has. */
  limit: SeatLimit;
  /** Companion seats are sold like others, not with wheelchair spaces alone. */
  companionsForAll: boolean;
  /** Seats were reserved for this fan: the page takes the countdown and leads to paying. */
  onhold: (reservation: Reservation) => void;
  /** The fan wants to give held seats back. The page asks the server, and `own` changes. */
  onrelease: (seats: readonly OwnSeat[]) => void;
  /** The server says that the session is over (`not-in-line`, `unauthorized`, or the stream's `session-over`). */
  onsessionover: () => void;
}
