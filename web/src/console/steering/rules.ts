/* What the operator may set, and what a change would do: the same bounds as the server's, told before it is asked. */
import type { Live, Steering } from '../types.ts';

export const largestCapacity = 1_000_000;
export const largestRate = 100_000;
/** Of a message, in bytes of UTF-8. */
export const longestMessage = 500;

export type Admission = 'open' | 'paused' | 'before-opening';

/** `now`: milliseconds since 1970. Paused beats not opened yet: it needs a hand to end. */
export function admissionOf(steering: Pick<Steering, 'paused' | 'opensAt'>, now: number): Admission {
  if (steering.paused) return 'paused';
  return steering.opensAt !== null && Date.parse(steering.opensAt) > now ? 'before-opening' : 'open';
}

/** What was typed as a whole number from `least` to `largest`, grouping marks allowed; null if it is none. */
export function wholeNumber(typed: string, largest: number, least = 1): number | null {
  const plain = typed.trim().replace(/(?<=\d)[ ,_](?=\d{3})/g, '');
  if (!/^\d{1,9}$/.test(plain)) return null;
  const value = Number(plain);
  return value >= least && value <= largest ? value : null;
}

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** How many fans are inside or called beyond a new capacity: they stay, and nobody follows until they have gone. */
export function beyond(line: Live['line'], capacity: number): number {
  return Math.max(0, line.inside + line.called - capacity);
}

/** How many more would be called at once for a new capacity, if as many wait. */
export function room(line: Live['line'], capacity: number): number {
  return Math.min(line.waiting, Math.max(0, capacity - line.inside - line.called));
}

/** The value of a `datetime-local` field for an instant, in the zone of this browser. */
export function localOf(instant: string | null): string {
  if (instant === null) return '';
  const date = new Date(instant);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** The instant that a `datetime-local` field means in this browser's zone; null if it is empty or no time. */
export function instantOf(local: string): string | null {
  const date = new Date(local);
  return local === '' || Number.isNaN(date.getTime()) ? null : date.toISOString();
}
