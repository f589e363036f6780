/* What is blocked of one date, and what blocks and unblocks. */
import { ask } from '../../api/client.ts';
import type { BlockedSeat, BlockedSeats, HallMap } from '../types.ts';
import { operator } from '../operator.svelte.ts';
import { type Block, blocksOf } from './blocks.ts';

/** Seats of a page, and how many pages are read: more than an operator reads through. */
const pageSize = 1000;
const mostPages = 10;

/** As the server takes them: whole sections by name, others by their numbers or ids. */
export type NamedSeats = { sections: string[] } | { numbers: number[] } | { seats: string[] };

export class BlockedOfDate {
  /** null: not known yet. */
  blocks = $state.raw<Block[] | null>(null);
  /** More are blocked than were read. */
  more = $state(false);
  failed = $state(false);
  map = $state.raw<HallMap | null>(null);
  #readings = 0;

  constructor(readonly dateId: string) {
    void ask<HallMap>(`/concert/${dateId}/map`)
      .then((map) => (this.map = map))
      .catch(() => undefined);
  }

  async read() {
    const reading = (this.#readings += 1);
    try {
      const seats: BlockedSeat[] = [];
      let next: string | null = null;
      let pages = 0;
      do {
        const after: string = next === null ? '' : `&after=${next}`;
        const page: BlockedSeats = await operator.ask<BlockedSeats>(`${this.#path}?limit=${pageSize}${after}`);
        seats.push(...page.entries);
        next = page.next;
        pages += 1;
      } while (next !== null && pages < mostPages);
      if (reading !== this.#readings) return;
      this.blocks = blocksOf(seats);
      this.more = next !== null;
      this.failed = false;
    } catch {
      if (reading === this.#readings) this.failed = true;
    }
  }

  async block(seats: NamedSeats, reason: string, until: string | null, idempotencyKey: string) {
    await this.#change('PUT', { ...seats, reason, until }, idempotencyKey);
  }

  async unblock(seats: NamedSeats, idempotencyKey: string) {
    await this.#change('DELETE', seats, idempotencyKey);
  }

  get #path(): string {
    return `/operator/concert-dates/${this.dateId}/blocked-seats`;
  }

  async #change(method: 'PUT' | 'DELETE', body: object, idempotencyKey: string) {
    await operator.ask(this.#path, { method, body, idempotencyKey, tries: 3 });
    void this.read();
  }
}
