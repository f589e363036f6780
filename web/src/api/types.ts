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
export type Payment = Schemas['Payment'];
export type Sale = Schemas['Sale'];
export type SaleDate = Schemas['SaleDate'];

type ReservationOfSeats = Schemas['ReservationOfSeats'];
/** `ticketCode`: what its QR code says once it is paid. The fan's own list alone tells it. */
export type ReservedSeat = ReservationOfSeats['seats'][number] & { ticketCode?: string | null };
/** Seats of one date that a fan holds until one deadline, or has paid for together. */
export type Reservation = Omit<ReservationOfSeats, 'seats'> & { seats: ReservedSeat[] };
export type OwnReservations = Schemas['OwnReservations'];
