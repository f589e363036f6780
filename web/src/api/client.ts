/* One request to the server. Answers are typed by the functions that ask (see onsale.ts); refusals are thrown as Refused.
   What may be repeated is repeated: reads, and writes that carry an Idempotency-Key. The page says so (connection). */
import { after, anyOf } from '../browser/signals.ts';
import { pauseUnlessBack, retryAfterOf, waitBefore } from './backoff.ts';
import { connection } from './connection.svelte.ts';
import { problemOf, Refused, Unreachable } from './problem.ts';

export interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Bearer: the line's token, the access token, or the admin key. */
  bearer?: string | null;
  headers?: Record<string, string>;
  /** Sent as JSON; a Blob is JSON already. */
  body?: unknown;
  /** For a write: the same key for the same thing to be done, over retries and reloads. */
  idempotencyKey?: string;
  signal?: AbortSignal | null;
  /** How often to try at most; 1 for what the caller repeats itself. Infinity: until the signal says stop. */
  tries?: number;
  /** A request without an answer for so long is taken as lost. Milliseconds; 15 s unless given. */
  patience?: number;
}

const usualPatience = 15_000;

export async function ask<T>(path: string, request: Request = {}): Promise<T> {
  const response = await send(path, request);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Throws Refused, Unreachable, or the signal's reason. */
export async function send(path: string, request: Request = {}): Promise<Response> {
  const repeatable = (request.method ?? 'GET') === 'GET' || request.idempotencyKey !== undefined;
  const tries = repeatable ? (request.tries ?? 5) : 1;
  for (let failed = 1; ;) {
    const outcome = await once(path, request);
    if (outcome instanceof Response && outcome.ok) return outcome;
    const away = outcome instanceof Unreachable || outcome.status === 502 || outcome.status === 504;
    const busy = !away && (outcome.status === 503 || outcome.headers.get('Retry-After') !== null);
    if (!(away || busy) || failed >= tries) {
      throw outcome instanceof Unreachable ? outcome : new Refused(await problemOf(outcome));
    }
    const wait = waitBefore(failed, outcome instanceof Response ? retryAfterOf(outcome.headers) : null);
    connection.waiting(wait, busy);
    try {
      await pauseUnlessBack(wait, request.signal);
    } finally {
      connection.tried();
    }
    // Without a network there is nothing to give up on yet.
    if (navigator.onLine) failed += 1;
  }
}

async function once(path: string, request: Request): Promise<Response | Unreachable> {
  const headers = new Headers(request.headers);
  if (request.bearer) headers.set('Authorization', `Bearer ${request.bearer}`);
  if (request.idempotencyKey) headers.set('Idempotency-Key', `"${request.idempotencyKey}"`);
  if (request.body !== undefined) headers.set('Content-Type', 'application/json');
  const late = after(request.patience ?? usualPatience);
  try {
    return await fetch(path, {
      method: request.method ?? 'GET',
      headers,
      ...(request.body === undefined
        ? {}
        : { body: request.body instanceof Blob ? request.body : JSON.stringify(request.body) }),
      signal: request.signal ? anyOf(request.signal, late) : late,
      credentials: 'same-origin',
    });
  } catch (fault) {
    if (request.signal?.aborted) throw request.signal.reason;
    return new Unreachable(String(fault));
  }
}

/** Ids stand in paths as they are, names do not. */
export function query(values: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value != null) search.set(name, String(value));
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
