/* What is on sale, and the server's clock with it. Asked again while the page is looked at. */
import { getSale } from '../api/onsale.ts';
import type { Sale, SaleDate } from '../api/types.ts';
import { clock } from '../browser/clock.svelte.ts';

/** How often the page asks; a chance on top, so that a crowd does not ask in step. Milliseconds. */
const every = 8_000;

class OnSale {
  sale = $state.raw<Sale | null>(null);
  /** The first answer failed to come: there is nothing to show. */
  failed = $state(false);
  #asking: Promise<void> | null = null;

  constructor() {
    const again = () => {
      setTimeout(again, every + Math.random() * 2000);
      if (document.visibilityState === 'visible') void this.refresh();
    };
    again();
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.refresh();
    });
    addEventListener('online', () => void this.refresh());
  }

  refresh(): Promise<void> {
    this.#asking ??= this.#refresh().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #refresh() {
    const askedAt = Date.now();
    try {
      const sale = await getSale();
      clock.read({ askedAt, answeredAt: Date.now(), server: Date.parse(sale.now) });
      this.sale = sale;
      this.failed = false;
    } catch {
      this.failed = this.sale === null;
    }
  }

  date(id: string): SaleDate | null {
    return this.sale?.dates.find((date) => date.id === id) ?? null;
  }

  /** Free seats of all dates that are still sold. */
  get seatsLeft(): number | null {
    if (!this.sale) return null;
    return this.sale.dates.reduce((sum, date) => sum + (date.onSale ? date.availableSeats : 0), 0);
  }
}

export const onSale = new OnSale();
