/* How much of each section of one date is sold; asked for every few seconds, the hall's drawing once. */
import { ask } from '../../api/client.ts';
import type { HallMap, SectionSales } from '../types.ts';
import { operator } from '../operator.svelte.ts';

const everyMs = 3000;

export class SoldBySection {
  sections = $state.raw<SectionSales[] | null>(null);
  /** null: not here yet, or there is none. */
  map = $state.raw<HallMap | null>(null);
  mapFailed = $state(false);

  /** Returns what stops it. */
  follow(concertDateId: string): () => void {
    const stop = new AbortController();
    this.sections = this.map = null;
    this.mapFailed = false;
    const path = `/operator/concert-dates/${concertDateId}/sections`;
    const look = async () => {
      if (document.hidden && this.sections) return;
      try {
        const answer = await operator.ask<{ sections: SectionSales[] }>(path, { tries: 1, signal: stop.signal });
        if (!stop.signal.aborted) this.sections = answer.sections;
      } catch {
        // The figures stay as they are; the header says that the server is silent.
      }
    };
    void look();
    void this.#draw(concertDateId, stop.signal);
    const timer = setInterval(() => void look(), everyMs);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }

  async #draw(concertDateId: string, signal: AbortSignal) {
    try {
      const map = await ask<HallMap>(`/concert/${concertDateId}/map`, { signal });
      if (!signal.aborted) this.map = map;
    } catch {
      if (!signal.aborted) this.mapFailed = true;
    }
  }
}
