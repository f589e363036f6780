/* The requests of the fan's pages, one function for each. All throw Refused or Unreachable. */
import { ask, query } from './client.ts';
import type { Balance, Charge, LineToken, Payment, PointHistory, Reservations, Sale, Seat, User } from './types.ts';

/** Who asks. The access token is there in the closed phases only. */
export interface Identity {
  userId: string;
  accessToken?: string | undefined;
}

export const getSale = () => ask<Sale>('/sale');

export const register = (name: string, idempotencyKey: string) =>
  ask<User>('/user', { method: 'POST', body: { name }, idempotencyKey });

/** Joins, asks, or comes in. Asked once: who waits in line repeats it at their own pace. */
export const generateToken = (who: Identity, lineToken: string | null, signal?: AbortSignal, tries = 1) =>
  ask<LineToken>(`/user/${who.userId}/token/generate`, {
    ...as(who),
    headers: lineToken ? { 'Line-Token': lineToken } : {},
    tries,
    signal: signal ?? null,
  });

/** Leaving twice is no fault, so that this is repeated like a read. */
export const leaveLine = (who: Identity) =>
  ask<void>(`/user/${who.userId}/token`, { method: 'DELETE', ...as(who), idempotencyKey: crypto.randomUUID() });

export const getReservations = (who: Identity) => ask<Reservations>(`/user/${who.userId}/reservations`, as(who));

export const getPoints = (who: Identity) => ask<Balance>(`/user/${who.userId}/point`, as(who));

export const getHistory = (who: Identity, before: string | null) =>
  ask<PointHistory>(`/user/${who.userId}/point/history${query({ limit: 20, before })}`, as(who));

export const charge = (who: Identity, amount: number, idempotencyKey: string) =>
  ask<Charge>(`/user/charge/${who.userId}/point`, {
    method: 'PATCH',
    ...as(who),
    body: { amount },
    idempotencyKey,
    tries: 12,
  });

export const pay = (who: Identity, reservationId: string, lineToken: string | null, idempotencyKey: string) =>
  ask<Payment>(`/user-concert/payment/${who.userId}/${reservationId}`, {
    method: 'POST',
    bearer: who.accessToken ?? lineToken,
    idempotencyKey,
    tries: 12,
  });

export const release = (who: Identity, reservationId: string, lineToken: string | null) =>
  ask<Seat>(`/concert/reservation/${reservationId}`, {
    method: 'DELETE',
    bearer: who.accessToken ?? lineToken,
    idempotencyKey: crypto.randomUUID(),
  });

function as(who: Identity) {
  return { bearer: who.accessToken ?? null };
}
