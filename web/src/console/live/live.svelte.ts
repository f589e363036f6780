/* Asks the server for its figures once a second while the page is in sight, and keeps the last ten minutes of them. */
import type { Live } from '../types.ts';
import { operator } from '../operator.svelte.ts';
import { History, type Row } from './history.ts';
import { percentile } from './percentile.ts';
import { type Pace, Tally } from './tally.ts';

const everyMs = 1000;
/** A request that takes longer is given up: the next answer will be newer. */
const patienceMs = 5000;
/** Without an answer for so long, the page says so. */
const staleMs = 2500;
export const longestSpan = 600;

class LiveFeed {
  latest = $state.raw<Live | null>(null);
  pace = $state.raw<Pace | null>(null);
  /** Grows with each row of the history, which is not reactive itself. */
  revision = $state(0);
  /** Whole seconds without an answer; 0 while answers come. */
  silentFor = $state(0);
  /** When a node was last seen to have restarted; milliseconds since 1970. */
  restartedAt = $state<number | null>(null);
  nodes = $state.raw<string[]>([]);
  readonly history = new History(longestSpan + 60);

  #tally = new Tally();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #watch: ReturnType<typeof setInterval> | null = null;
  #request: AbortController | null = null;
  #answeredAt = 0;

  /** Returns what stops it. */
  run(): () => void {
    const look = () => (document.hidden ? this.#pause() : this.#resume());
    document.addEventListener('visibilitychange', look);
    look();
    return () => {
      document.removeEventListener('visibilitychange', look);
      this.#pause();
    };
  }

  #resume() {
    if (this.#watch !== null) return;
    this.#answeredAt = performance.now();
    // What happened while nobody looked has no pace, and says nothing of restarts.
    this.#tally = new Tally();
    this.#watch = setInterval(() => this.#listen(), 500);
    void this.#ask();
  }

  #pause() {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#watch !== null) clearInterval(this.#watch);
    this.#request?.abort();
    this.#timer = this.#watch = this.#request = null;
  }

  #listen() {
    const silence = performance.now() - this.#answeredAt;
    this.silentFor = silence < staleMs ? 0 : Math.floor(silence / 1000);
  }

  async #ask() {
    const begun = performance.now();
    const request = new AbortController();
    this.#request = request;
    const late = setTimeout(() => request.abort(), patienceMs);
    try {
      this.#take(await operator.ask<Live>('/operator/live', { tries: 1, signal: request.signal }));
    } catch {
      // The silence says it. A key that is taken no more is the operator's to say.
    }
    clearTimeout(late);
    if (this.#request !== request) return;
    this.#timer = setTimeout(() => void this.#ask(), Math.max(0, begun + everyMs - performance.now()));
  }

  #take(live: Live) {
    const now = performance.now();
    this.#answeredAt = now;
    this.silentFor = 0;
    const restarts = this.#tally.restarts;
    this.pace = this.#tally.take(live, now);
    if (this.#tally.restarts > restarts) this.restartedAt = Date.now();
    this.nodes = this.#tally.nodes;
    this.latest = live;
    this.history.append(Date.now() / 1000, rowOf(live, this.pace));
    this.revision += 1;
  }
}

function rowOf(live: Live, pace: Pace | null): Row {
  const within = (share: number) => (pace?.latency ? percentile(pace.latency, share) : null);
  return {
    waiting: live.line.waiting,
    called: live.line.called,
    inside: live.line.inside,
    capacity: live.line.capacity,
    admissions: pace?.admissions ?? null,
    reservations: pace?.reservations ?? null,
    payments: pace?.payments ?? null,
    ok: pace?.ok ?? null,
    refused: pace?.refused ?? null,
    shed: pace?.shed ?? null,
    faults: pace?.faults ?? null,
    p50: within(0.5),
    p95: within(0.95),
    p99: within(0.99),
  };
}

export const live = new LiveFeed();
