/* A plan on its way: chosen, checked by the server, and found good or wrong. */
import type { PlanError, PlanPreview } from '../types.ts';
import { operator } from '../operator.svelte.ts';
import { fieldErrorsOf } from '../error_text.ts';
import { isRefused } from '../../api/problem.ts';
import { randomKey } from '../../browser/random_key.ts';

/** As many bytes as the server takes. */
export const largestPlan = 8 * 1024 * 1024;

export type PlanState =
  | { at: 'none' }
  | { at: 'checking'; name: string }
  /** `fault`: why it was not checked at all. */
  | { at: 'wrong'; name: string; text: string; errors: PlanError[]; fault: unknown }
  | { at: 'refused'; name: string; because: 'tooLarge' | 'empty' | 'notRead'; size: number }
  | { at: 'good'; name: string; text: string; preview: PlanPreview };

export class PlanUpload {
  state = $state.raw<PlanState>({ at: 'none' });
  #turn = 0;

  clear() {
    this.#turn += 1;
    this.state = { at: 'none' };
  }

  async take(file: File) {
    const turn = (this.#turn += 1);
    const { name, size } = file;
    const arrive = (state: PlanState) => {
      if (turn === this.#turn) this.state = state;
    };
    if (size > largestPlan) return arrive({ at: 'refused', name, because: 'tooLarge', size });
    if (size === 0) return arrive({ at: 'refused', name, because: 'empty', size });
    arrive({ at: 'checking', name });
    let text: string;
    try {
      text = await file.text();
    } catch {
      return arrive({ at: 'refused', name, because: 'notRead', size });
    }
    try {
      // The file as it is, so that the lines and columns of its errors are those that its author sees.
      const preview = await operator.ask<PlanPreview>('/operator/venue-plans/preview', {
        method: 'POST',
        body: new Blob([text], { type: 'application/json' }),
        idempotencyKey: randomKey(),
        tries: 2,
      });
      arrive({ at: 'good', name, text, preview });
    } catch (fault) {
      const errors = isRefused(fault) ? (fieldErrorsOf(fault) as PlanError[]) : [];
      arrive({ at: 'wrong', name, text, errors, fault });
    }
  }
}
