/* What is in force. Asked for often, since another operator, or the opening time, may change it. */
import { after } from '../../browser/signals.ts';
import type { SteeredDate, Steering, SteeringChange, TermsChange } from '../types.ts';
import { live } from '../live/live.svelte.ts';
import { operator } from '../operator.svelte.ts';
import { type Mark, marksBetween, mostMarks } from './marks.ts';
import { type Admission, admissionOf } from './rules.ts';

const everyMs = 2000;

class SteeringWheel {
  current = $state.raw<Steering | null>(null);
  /** What was steered since the console was opened, by whomever. */
  marks = $state.raw<Mark[]>([]);
  /** Milliseconds since 1970, each half second; for countdowns. */
  now = $state(Date.now());

  /** Tells an answer that was asked for before a change from one after it. */
  #changes = 0;

  get admission(): Admission | null {
    return this.current && admissionOf(this.current, this.now);
  }

  /** Returns what stops it. */
  run(): () => void {
    const asking = setInterval(() => document.hidden || void this.#ask(), everyMs);
    const ticking = setInterval(() => (this.now = Date.now()), 500);
    void this.#ask();
    return () => {
      clearInterval(asking);
      clearInterval(ticking);
    };
  }

  async change(change: SteeringChange, idempotencyKey: string) {
    this.#changes += 1;
    const answer = await operator.ask<Steering>('/operator/steering', {
      method: 'PATCH',
      body: change,
      idempotencyKey,
      tries: 3,
    });
    this.#changes += 1;
    this.#take(answer);
  }

  async changeDate(
    concertDateId: string,
    change: { onSale: boolean } | { terms: TermsChange },
    idempotencyKey: string,
  ): Promise<SteeredDate> {
    const changed = await operator.ask<SteeredDate>(`/operator/concert-dates/${concertDateId}`, {
      method: 'PATCH',
      body: change,
      idempotencyKey,
      tries: 3,
    });
    // The next figures say the same within a second; until then nothing that is done should be offered.
    const { latest } = live;
    const { onSale, terms } = changed;
    const dates = latest?.dates.map((date) => (date.id === concertDateId ? { ...date, onSale, terms } : date));
    if (latest && dates) live.latest = { ...latest, dates };
    return changed;
  }

  #take(answer: Steering) {
    const marks = this.current ? marksBetween(this.current, answer, Date.now() / 1000) : [];
    if (marks.length > 0) this.marks = [...this.marks, ...marks].slice(-mostMarks);
    this.current = answer;
  }

  async #ask() {
    const changes = this.#changes;
    try {
      const answer = await operator.ask<Steering>('/operator/steering', {
        tries: 1,
        signal: after(5000),
      });
      if (changes === this.#changes) this.#take(answer);
    } catch {
      // The live figures say that the server is silent.
    }
  }
}

export const steering = new SteeringWheel();
