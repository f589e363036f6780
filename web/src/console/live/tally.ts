import type { Live } from '../types.ts';
import { added, type Histogram, together } from './percentile.ts';

// How much happened a second, between two looks at the server's totals.
export interface Pace {
  admissions: number;
  reservations: number;
  payments: number;
  joins: number;
  // Answers: 1xx to 3xx; 4xx; 503, which is the server turning away what it could not serve in time; all other 5xx.
  ok: number;
  refused: number;
  shed: number;
  faults: number;
  // Of the answers in that time.
  latency: Histogram | null;
}

// Behind a load balancer any node may answer, and each has totals of its own. A node that has not answered for this
// long, in milliseconds, counts no more.
const nodeFades = 15_000;

/** Longer than this between two answers, in milliseconds, and at least one look had none. */
const silence = 1900;

interface Seen {
  live: Live;
  at: number;
  pace: Pace | null;
}

/** Whether the server restarted between two looks: its totals grow as long as it runs. */
function fell(before: Live, after: Live): boolean {
  const names = ['reservations', 'payments', 'charges', 'joins', 'expired'] as const;
  const answersFell = Object.entries(before.answers).some(([status, count]) => (after.answers[status] ?? 0) < count);
  return (
    answersFell ||
    after.line.admitted < before.line.admitted ||
    names.some((name) => after.totals[name] < before.totals[name])
  );
}

export function paceBetween(before: Live, after: Live): Pace | null {
  const seconds = (Date.parse(after.at) - Date.parse(before.at)) / 1000;
  if (!(seconds > 0)) return null;
  const grown = (from: number, to: number) => (to - from) / seconds;
  const answers = pacesOfAnswers(before.answers, after.answers, seconds);
  const pace: Pace = {
    admissions: grown(before.line.admitted, after.line.admitted),
    reservations: grown(before.totals.reservations, after.totals.reservations),
    payments: grown(before.totals.payments, after.totals.payments),
    joins: grown(before.totals.joins, after.totals.joins),
    ...answers,
    latency: added(before.latency, after.latency),
  };
  return fell(before, after) ? null : pace;
}

type Answers = Pick<Pace, 'ok' | 'refused' | 'shed' | 'faults'>;

function pacesOfAnswers(before: Live['answers'], after: Live['answers'], seconds: number): Answers {
  const paces: Answers = { ok: 0, refused: 0, shed: 0, faults: 0 };
  for (const [status, count] of Object.entries(after)) {
    const pace = (count - (before[status] ?? 0)) / seconds;
    if (status === '503') paces.shed += pace;
    else if (status >= '500') paces.faults += pace;
    else if (status >= '400') paces.refused += pace;
    else paces.ok += pace;
  }
  return paces;
}

export class Tally {
  /** How often a node was seen to have restarted. */
  restarts = 0;
  readonly #nodes = new Map<string, Seen>();
  #takenAt = 0;

  /** The pace of the whole sale, as far as its nodes have answered. `now`: milliseconds of any clock that never goes
      back. Null at the first look at a node, since one reading has no pace. */
  take(live: Live, now: number): Pace | null {
    this.#forget(live.node, now);
    const before = this.#nodes.get(live.node);
    if (before && fell(before.live, live)) this.restarts += 1;
    const pace = before ? paceBetween(before.live, live) : null;
    this.#nodes.set(live.node, { live, at: now, pace });
    this.#takenAt = now;
    return pace && [...this.#nodes.values()].map((seen) => seen.pace).reduce(sum);
  }

  /** The server gives each run of a node a new name. Another name may be another node behind the same address; but if it is
      the first to answer after a silence, the only one that was known has restarted. */
  #forget(answering: string, now: number) {
    const other = this.#nodes.size === 1 && !this.#nodes.has(answering);
    if (other && now - this.#takenAt > silence) {
      this.#nodes.clear();
      this.restarts += 1;
    }
    for (const [node, seen] of this.#nodes) if (now - seen.at >= nodeFades) this.#nodes.delete(node);
  }

  get nodes(): string[] {
    return [...this.#nodes.keys()].sort();
  }
}

function sum(one: Pace | null, other: Pace | null): Pace | null {
  if (!one || !other) return one ?? other;
  return {
    // The line is one for all nodes: each of them counts everybody who joins and comes in.
    admissions: Math.max(one.admissions, other.admissions),
    joins: Math.max(one.joins, other.joins),
    reservations: one.reservations + other.reservations,
    payments: one.payments + other.payments,
    ok: one.ok + other.ok,
    refused: one.refused + other.refused,
    shed: one.shed + other.shed,
    faults: one.faults + other.faults,
    latency: one.latency && other.latency ? together(one.latency, other.latency) : (one.latency ?? other.latency),
  };
}
