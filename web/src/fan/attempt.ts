/* The key of a write that must happen once: kept from the first try until the server has answered, so that a retry, a
   double click, a second tab or a reload asks for the same thing and not for another one. */
import { randomKey } from '../browser/random_key.ts';
import { storage } from '../browser/storage.ts';

export interface Attempt<T> {
  key: string;
  what: T;
  startedAt: number;
}

/** The server keeps a key for 24 hours; an older attempt is another one. Milliseconds. */
const keptByServer = 23 * 3600 * 1000;

export function openAttempt<T>(name: string, now = Date.now()): Attempt<T> | null {
  const attempt = storage.get<Attempt<T>>(`attempt.${name}`);
  return attempt && now - attempt.startedAt < keptByServer ? attempt : null;
}

/** The attempt under way, or a new one for `what`. */
export function beginAttempt<T>(name: string, what: T, now = Date.now()): Attempt<T> {
  const before = openAttempt<T>(name, now);
  if (before) return before;
  const attempt = { key: randomKey(), what, startedAt: now };
  storage.set(`attempt.${name}`, attempt);
  return attempt;
}

/** The server said yes or no. */
export function endAttempt(name: string): void {
  storage.set(`attempt.${name}`, null);
}
