/* What the fan holds and owns; the same in all tabs. */
import { untrack } from 'svelte';
import { getReservations, release } from '../api/onsale.ts';
import { isRefused } from '../api/problem.ts';
import type { OwnReservation } from '../api/types.ts';
import { channelOf } from '../browser/channel.ts';
import { clock } from '../browser/clock.svelte.ts';
import { secondsLeft } from '../line/countdown.ts';
import { line } from '../line/line.svelte.ts';
import { fan } from '../fan/fan.svelte.ts';

class OwnReservations {
  list = $state.raw<OwnReservation[]>([]);
  /** False until the server has answered once. */
  known = $state(false);
  failed = $state(false);
  /** A hold that ended unpaid while the page was open; until the fan has read it. */
  ranOut = $state.raw<OwnReservation | null>(null);
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

  /** The holds that are not paid, the one that ends first first. Reactive over time. */
  get holds(): OwnReservation[] {
    return this.list
      .filter((own) => own.status === 'reserved' && this.secondsLeft(own) > 0)
      .sort((a, b) => Date.parse(a.holdExpiresAt!) - Date.parse(b.holdExpiresAt!));
  }

  get paid(): OwnReservation[] {
    return this.list.filter((own) => own.status === 'paid');
  }

  secondsLeft(own: OwnReservation): number {
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

  /** Held just now; shown at once, and told to the other tabs. */
  add(own: OwnReservation) {
    this.#changes += 1;
    this.list = [own, ...this.list.filter((other) => other.id !== own.id)];
    this.ranOut = null;
    this.#channel.postMessage('changed');
  }

  markPaid(id: string) {
    this.#changes += 1;
    this.list = this.list.map((own) =>
      own.id === id ? { ...own, status: 'paid' as const, holdExpiresAt: null } : own,
    );
    this.#channel.postMessage('changed');
    void this.load();
  }

  /** Throws Refused or Unreachable. A hold that is over already is given back all the same. */
  async giveBack(id: string) {
    if (!fan.me) return;
    try {
      await release(fan.me, id, line.token);
    } catch (fault) {
      if (!isRefused(fault, 'hold-expired', 'unknown-reservation')) throw fault;
    }
    this.#changes += 1;
    this.list = this.list.filter((own) => own.id !== id);
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
