/* The requests of the fan's pages, one function for each. All throw Refused or Unreachable. */
import { randomKey } from '../browser/random_key.ts';
import { ask, query } from './client.ts';
import { Refused } from './problem.ts';
import type {
  Balance,
  Charge,
  LineToken,
  OwnReservations,
  Payment,
  PointHistory,
  Reservation,
  Sale,
  User,
} from './types.ts';

/** The caller. The access token is there in the closed phases only. */
export interface Identity {
  userId: string;
  accessToken?: string | undefined;
}

export const getSale = () => ask<Sale>('/sale');

export const register = (name: string, idempotencyKey: string) =>
  ask<User>('/user', { method: 'POST', body: { name }, idempotencyKey });

/** Of a fan whom the server has lost: the same id, and with it the place in line. */
export const registerAgain = (who: Identity, name: string, idempotencyKey: string) =>
  ask<User>('/user', { method: 'POST', ...as(who), body: { name, id: who.userId }, idempotencyKey });

/** A poll is answered at once or by a node that stands still: then another one is asked. Milliseconds. */
const pollPatience = 6_000;

/**
 * Joins, asks, or comes in. Asked once: a fan in line repeats it at their own pace. A line's token that the server
 * does not take (any more) is no reason to be sent away: the place is found by the fan, too.
 */
export async function generateToken(
  who: Identity,
  lineToken: string | null,
  signal: AbortSignal | null = null,
  tries = 1,
): Promise<LineToken> {
  const path = `/user/${who.userId}/token/generate`;
  const plain = { ...as(who), tries, signal, patience: pollPatience };
  if (!lineToken) return ask<LineToken>(path, plain);
  try {
    return await ask<LineToken>(path, { ...plain, headers: { 'Line-Token': lineToken } });
  } catch (fault) {
    if (fault instanceof Refused && fault.status === 401) return ask<LineToken>(path, plain);
    throw fault;
  }
}

/** Leaving twice is no fault, so that this is repeated like a read. */
export const leaveLine = (who: Identity) =>
  ask<void>(`/user/${who.userId}/token`, { method: 'DELETE', ...as(who), idempotencyKey: randomKey() });

/** All of them, page by page: the server gives a hundred at a time. */
export async function getReservations(who: Identity): Promise<Reservation[]> {
  const all: Reservation[] = [];
  let before: string | null = null;
  do {
    const page: OwnReservations = await ask(`/user/${who.userId}/reservations${query({ before })}`, as(who));
    all.push(...page.reservations);
    before = page.next;
  } while (before);
  return all;
}

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

export const pay = (who: Identity, reservationId: string, idempotencyKey: string) =>
  ask<Payment>(`/user-concert/payment/${who.userId}/${reservationId}`, {
    method: 'POST',
    ...as(who),
    idempotencyKey,
    tries: 12,
  });

/** All its seats, or the one that is named. In the phase dev it takes the line's token, for there is no access token. */
export const release = (who: Identity, reservationId: string, seatId: string | null, lineToken: string | null) =>
  ask<Reservation>(`/concert/reservations/${reservationId}${seatId === null ? '' : `/seats/${seatId}`}`, {
    method: 'DELETE',
    bearer: who.accessToken ?? lineToken,
    idempotencyKey: randomKey(),
  });

function as(who: Identity) {
  return { bearer: who.accessToken ?? null };
}
