/* When to ask again. */
import { later } from '../browser/later.ts';
import { anyOf } from '../browser/signals.ts';

export const firstWait = 500;
/** The contract's x-longest-backoff-seconds: a fan who comes back later than that may be overtaken. */
export const longestWait = 15_000;

/**
 * Milliseconds until the next try. Doubles with each try that failed (from 1), up to longestWait; half of it by chance,
 * so that a crowd whose server was away does not come back in one wave. Never sooner than the server asked for.
 */
export function waitBefore(failed: number, retryAfter: number | null, chance: number = Math.random()): number {
  const full = Math.min(longestWait, firstWait * 2 ** Math.min(failed - 1, 10));
  const jittered = full / 2 + (full / 2) * chance;
  return Math.round(retryAfter === null ? jittered : Math.max(jittered, retryAfter * (1 + 0.25 * chance)));
}

/** Retry-After, in milliseconds; null where there is none that we understand. Ours are always in seconds. */
export function retryAfterOf(headers: Headers): number | null {
  const seconds = Number(headers.get('Retry-After') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

/** Rejects with the signal's reason when it is aborted meanwhile. */
export function pause(milliseconds: number, signal?: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      stopTimer();
      reject(signal?.reason);
    };
    const stopTimer = later(milliseconds, () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    });
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** As pause, but ends early when the network is back or the fan comes back to the page: they shall not wait for us. */
export function pauseUnlessBack(milliseconds: number, signal?: AbortSignal | null): Promise<void> {
  const back = new AbortController();
  const stopListening = onBack(() => back.abort());
  const either = signal ? anyOf(signal, back.signal) : back.signal;
  return pause(milliseconds, either)
    .catch((reason: unknown) => {
      if (signal?.aborted) throw reason;
    })
    .finally(stopListening);
}

/** Calls back when the network is back, or the page in sight again. Returns how to stop that. */
export function onBack(back: () => void): () => void {
  const seen = () => {
    if (document.visibilityState === 'visible') back();
  };
  addEventListener('online', back);
  document.addEventListener('visibilitychange', seen);
  return () => {
    removeEventListener('online', back);
    document.removeEventListener('visibilitychange', seen);
  };
}
