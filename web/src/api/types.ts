/* Short names of what the API says. Made from api/openapi.yaml by `npm run types`. */
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];

export type Problem = Schemas['Problem'];
export type User = Schemas['User'];
export type Balance = Schemas['Balance'];
export type Charge = Schemas['Charge'];
export type PointHistory = Schemas['PointHistory'];
export type LedgerEntry = Schemas['LedgerEntry'];
export type LineToken = Schemas['LineToken'];
export type ConcertDate = Schemas['ConcertDate'];
export type Seat = Schemas['Seat'];
export type Reservation = Schemas['Reservation'];
export type Payment = Schemas['Payment'];

// Until the contract has them.
export interface Sale {
  now: string;
  phase: 'dev' | 'cbt' | 'prod';
  admission: 'open' | 'paused' | 'before-opening';
  opensAt: string | null;
  message: { text: string; at: string } | null;
  line: { waiting: number; called: number; inside: number; admittedPerSecond: number };
  terms: { holdSeconds: number; claimSeconds: number; sessionSeconds: number; maxCharge: number };
  dates: SaleDate[];
}

export interface SaleDate {
  id: string;
  date: string;
  concert: { id: string; singerName: string };
  availableSeats: number;
  seats: number;
  onSale: boolean;
  priceFrom: number | null;
  priceTo: number | null;
}

export interface OwnReservation {
  id: string;
  status: 'reserved' | 'paid';
  holdExpiresAt: string | null;
  createdAt: string;
  price: number;
  seat: { id: string; seatNumber: number; section: string | null; row: string | null; seat: string | null };
  concertDate: { id: string; date: string; concert: { id: string; singerName: string } };
}

export interface Reservations {
  reservations: OwnReservation[];
}
