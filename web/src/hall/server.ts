// What the map asks of the server.
import { ask, query, send } from '../api/client.ts';
import { follow } from '../api/events.ts';
import type { Reservation, Seat } from '../api/types.ts';
import type { HallMap } from './hall_map.ts';
import type { StatusSource } from './status_feed.ts';

/** Asked for at each request: a session may be another one meanwhile. */
export type LineToken = () => string | null;

/** Public: may be read while still in line. */
export function readMap(concertDateId: string, signal: AbortSignal): Promise<HallMap> {
  return ask<HallMap>(`/concert/${concertDateId}/map`, { signal, tries: Infinity });
}

export function statusSource(concertDateId: string, token: LineToken): StatusSource {
  const path = `/concert/${concertDateId}/seats`;
  return {
    read: async (signal) => {
      const answer = await send(`${path}/statuses`, { bearer: token(), signal, tries: Infinity });
      const tag = answer.headers.get('ETag') ?? '';
      return {
        version: tag.replace(/^W\//, '').replaceAll('"', ''),
        bytes: new Uint8Array(await answer.arrayBuffer()),
      };
    },
    changes: (since, onEvent, onState, signal) =>
      follow({ path: `${path}/stream${query({ since })}`, bearer: token(), onEvent, onState, signal }),
  };
}

/** The seats of a section; of the whole hall for a section without a name. */
export function readSeats(concertDateId: string, section: string, token: LineToken): Promise<Seat[]> {
  return ask<Seat[]>(`/concert/${concertDateId}/seats${query({ section: section || null })}`, { bearer: token() });
}

/** Which seats a fan wants: these and no others, or those that the server chooses. All of them or none. */
export type SeatWish = { seats: readonly string[] } | ChosenWish;

/** The best ones, or the next places of an area. */
export type ChosenWish = { best: BestWish } | { areas: readonly [{ area: string; count: number }] };

export interface BestWish {
  count: number;
  sections?: readonly string[];
  maxPrice?: number;
  /** Side by side where such seats are free. */
  adjacent: 'must' | 'prefer';
}

/** The seats join what the fan holds of this date. A retry with the same key after a lost answer finds the first one's. */
export function reserve(concertDateId: string, wish: SeatWish, key: string, token: LineToken): Promise<Reservation> {
  return ask<Reservation>(`/concert/${concertDateId}/reservations`, {
    method: 'POST',
    bearer: token(),
    body: wish,
    idempotencyKey: key,
  });
}
