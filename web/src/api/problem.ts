/* How a request ends when it does not end well: the server said no (RFC 9457), or it could not be asked. */
import type { Problem } from './types.ts';

/** The server's refusal. `type` without its prefix is in `kind`: `seat-taken`, `not-in-line`, ... */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly kind: string;

  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
    this.kind = problem.type.replace(/^\/problems\//, '');
  }

  get status(): number {
    return this.problem.status;
  }
}

/** No answer: the network, or the server, is away. Whether a write was done is not known. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

export function isRefused(fault: unknown, ...kinds: string[]): fault is Refused {
  return fault instanceof Refused && (kinds.length === 0 || kinds.includes(fault.kind));
}

/** What the answer says; an answer that is no problem document (a proxy's page) becomes one. */
export async function problemOf(response: Response): Promise<Problem> {
  try {
    const body: unknown = await response.json();
    if (body && typeof body === 'object' && 'type' in body && typeof body.type === 'string') return body as Problem;
  } catch {
    // Not JSON.
  }
  return { type: 'about:blank', title: response.statusText || `HTTP ${response.status}`, status: response.status };
}
