/* What the seat map is given and what it tells. The page around it (pages/seats) holds the countdown and the way on to
   paying; SeatMap.svelte is a lazy chunk of its own. */
import type { Language } from '../language/languages.ts';
import type { HallWords } from './words.ts';

/** A seat that the fan has: held until `holdExpiresAt`, or paid (null). */
export interface OwnSeat {
  reservationId: string;
  seatId: string;
  /** By it the seat is found on the map. */
  seatNumber: number;
  section: string | null;
  row: string | null;
  seat: string | null;
  price: number;
  holdExpiresAt: string | null;
}

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
  /** A seat was reserved for this fan: the page takes the countdown and leads to paying. */
  onhold: (seat: OwnSeat) => void;
  /** The fan wants to give a held seat back. The page asks the server, and `own` changes. */
  onrelease: (seat: OwnSeat) => void;
  /** The server says that the session is over (`not-in-line`, `unauthorized`, or the stream's `session-over`). */
  onsessionover: () => void;
}
