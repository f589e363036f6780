/* A fault in words for people. */
import { Refused, Unreachable } from '../api/problem.ts';
import type { Problem } from '../api/types.ts';

export type FieldErrors = NonNullable<Problem['errors']>;

/** The server's own words where it has some; `unreachable` where it did not answer. */
export function errorText(fault: unknown, unreachable: string): string {
  if (fault instanceof Refused) {
    const { title, detail } = fault.problem;
    return detail && detail !== title ? `${title}: ${detail}` : title;
  }
  if (fault instanceof Unreachable) return unreachable;
  return fault instanceof Error ? fault.message : String(fault);
}

/** What the server says about single fields, if it does. */
export function fieldErrorsOf(fault: unknown): FieldErrors {
  return fault instanceof Refused ? (fault.problem.errors ?? []) : [];
}
