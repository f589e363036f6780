/* One thing to be done, shown with what it changes, before it is done. */
import { randomKey } from '../browser/random_key.ts';
import { notices } from './notices.svelte.ts';

export interface Question {
  title: string;
  /** What it is now, and what it would be. */
  from?: string;
  to?: string;
  /** What would happen to the fans. */
  consequence: string;
  action: string;
  /** danger: it stops or takes something. */
  tone: 'plain' | 'danger';
  /** Does it. Gets the same key each time it is tried again, so that it is never done twice. */
  run: (idempotencyKey: string) => Promise<unknown>;
  /** Said once it is done. */
  done: string;
  /** Takes the fault to say it elsewhere, at a field; the dialog closes then. */
  refused?: (fault: unknown) => boolean;
}

class Confirm {
  question = $state.raw<Question | null>(null);
  busy = $state(false);
  fault = $state.raw<unknown>(null);
  #key = '';

  ask(question: Question) {
    this.question = question;
    this.fault = null;
    this.#key = randomKey();
  }

  cancel() {
    if (!this.busy) this.question = null;
  }

  async confirm() {
    const question = this.question;
    if (!question || this.busy) return;
    this.busy = true;
    this.fault = null;
    try {
      await question.run(this.#key);
      this.question = null;
      notices.good(question.done);
    } catch (fault) {
      if (question.refused?.(fault)) this.question = null;
      else this.fault = fault;
    } finally {
      this.busy = false;
    }
  }
}

export const confirm = new Confirm();
