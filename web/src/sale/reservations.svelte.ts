/* What the fan holds and owns; the same in all tabs. */
import { untrack } from 'svelte';
import { getReservations, release } from '../api/onsale.ts';
import { isRefused } from '../api/problem.ts';
import type { Reservation } from '../api/types.ts';
import { channelOf } from '../browser/channel.ts';
import { clock } from '../browser/clock.svelte.ts';
import { secondsLeft } from '../line/countdown.ts';
import { line } from '../line/line.svelte.ts';
import { fan } from '../fan/fan.svelte.ts';

class OwnReservations {
  list = $state.raw<Reservation[]>([]);
  /** False until the server has answered once. */
  known = $state(false);
  failed = $state(false);
  /** A hold that ended unpaid while the page was open; until the fan has read it. */
  ranOut = $state.raw<Reservation | null>(null);
  // An answer that was asked for before the last change of ours is older than what we know.
  #changes = 0;
  #channel = channelOf<string>('onsale.reservations');

  constructor() {
    this.#channel.onmessage = () => void this.load();
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.load();
    });
    setInterval(() => this.#endHolds(), 250);
    // Another fan, or none any more, has other reservations.
    $effect.root(() => {
      $effect(() => {
        void fan.me?.userId;
        untrack(() => {
          this.list = [];
          this.known = false;
          void this.load();
        });
      });
    });
  }

  /** Of one date: how many seats the fan holds, and how many are paid. */
  countOf(concertDateId: string): { held: number; paid: number } {
    const count = (of: Reservation[]) =>
      of.filter((own) => own.concertDate.id === concertDateId).reduce((sum, own) => sum + own.seats.length, 0);
    return { held: count(this.holds), paid: count(this.paid) };
  }

  /** The holds that are not paid, the one that ends first first. Reactive over time. */
  get holds(): Reservation[] {
    return this.list
      .filter((own) => own.status === 'reserved' && this.secondsLeft(own) > 0)
      .sort((a, b) => Date.parse(a.holdExpiresAt!) - Date.parse(b.holdExpiresAt!));
  }

  get paid(): Reservation[] {
    return this.list.filter((own) => own.status === 'paid');
  }

  secondsLeft(own: Reservation): number {
    return own.holdExpiresAt === null ? 0 : secondsLeft(Date.parse(own.holdExpiresAt), clock.now);
  }

  async load(again = true) {
    const me = fan.me;
    if (!me) return;
    const changes = this.#changes;
    try {
      const reservations = await getReservations(me);
      if (fan.me?.userId !== me.userId || changes !== this.#changes) return;
      this.list = reservations;
      this.known = true;
      this.failed = false;
    } catch (fault) {
      this.failed = !this.known;
      if (!again || !isRefused(fault, 'unknown-user')) return;
      if (await fan.registerAgain().catch(() => false)) await this.load(false);
    }
  }

  /** As the server says that a reservation is now; shown at once, and told to the other tabs. */
  show(changed: Reservation) {
    const others = this.list.filter((own) => own.id !== changed.id);
    const open = changed.status === 'reserved' || changed.status === 'paid';
    this.#change(open ? [changed, ...others] : others);
    this.ranOut = null;
  }

  markPaid(id: string) {
    this.#change(
      this.list.map((own) => (own.id === id ? { ...own, status: 'paid' as const, holdExpiresAt: null } : own)),
    );
    void this.load();
  }

  /** All its seats, or the one that is named. Throws Refused or Unreachable. What is over already is given back all the
      same. */
  async giveBack(id: string, seatId: string | null = null) {
    if (!fan.me) return;
    try {
      this.show(await release(fan.me, id, seatId, line.token));
    } catch (fault) {
      if (!isRefused(fault, 'hold-expired', 'unknown-reservation')) throw fault;
      // Of several seats, the others may still be held.
      if (seatId === null) this.#change(this.list.filter((own) => own.id !== id));
      await this.load();
    }
  }

  #change(list: Reservation[]) {
    this.#changes += 1;
    this.list = list;
    this.#channel.postMessage('changed');
  }

  #endHolds() {
    const over = this.list.find(
      (own) => own.status === 'reserved' && Date.parse(own.holdExpiresAt ?? '') <= clock.exact,
    );
    if (!over) return;
    this.list = this.list.filter((own) => own.id !== over.id);
    this.ranOut = over;
    // Paid in another tab at the last moment? The server knows.
    void this.load().then(() => {
      if (this.list.some((own) => own.id === over.id && own.status === 'paid')) this.ranOut = null;
    });
  }
}

export const own = new OwnReservations();
