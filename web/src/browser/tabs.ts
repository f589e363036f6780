/* One tab leads: it alone has the stream, and tells the others what it hears. The browser's lock decides which; when the
   leading tab is closed, the next one gets the lock. A phone may put a tab to sleep that holds it: the tab in sight takes
   the lead over from one that has said nothing for a while. */

import type { Channel } from './channel.ts';

export interface Locks {
  request(
    name: string,
    options: { signal: AbortSignal } | { steal: true },
    held: () => Promise<void>,
  ): Promise<unknown>;
}

type Said<Message, State> = { tell: Message } | { hello: true } | { state: State } | { alive: true };

export interface Tabbed<Message, State> {
  /** Something another tab heard or did. */
  onMessage: (message: Message) => void;
  /** What the leading tab knows; sent to a tab that says hello. */
  onState: (state: State) => void;
  state: () => State;
}

/** How often the leading tab says that it is there, and after how long without a word it is taken as asleep. Milliseconds. */
export const signOfLife = 5_000;
export const asleepAfter = 25_000;

export class Tabs<Message, State> {
  #leading = false;
  #seeking: AbortController | null = null;
  #heardAt = Date.now();

  constructor(
    private readonly name: string,
    private readonly locks: Locks | null,
    private readonly channel: Channel<Said<Message, State>>,
    private readonly tabbed: Tabbed<Message, State>,
  ) {
    channel.onmessage = ({ data }) => this.#hear(data);
  }

  get leading(): boolean {
    return this.#leading;
  }

  tell(message: Message): void {
    this.channel.postMessage({ tell: message });
  }

  /** Runs `lead` in this tab once it is its turn to lead, until stop(). Seeking twice is once. */
  seek(lead: (signal: AbortSignal) => Promise<void>, how: 'queue' | 'steal' = 'queue'): void {
    if (this.#seeking) return;
    const seeking = new AbortController();
    this.#seeking = seeking;
    this.#heardAt = Date.now();
    const run = async () => {
      if (seeking.signal.aborted) return;
      this.#leading = true;
      const alive = setInterval(() => this.channel.postMessage({ alive: true }), signOfLife);
      try {
        await lead(seeking.signal);
      } finally {
        clearInterval(alive);
        this.#leading = false;
      }
    };
    this.channel.postMessage({ hello: true });
    // A browser without locks: each tab has its own stream, which the server allows.
    const options = how === 'steal' ? ({ steal: true } as const) : { signal: seeking.signal };
    const done = this.locks ? this.locks.request(this.name, options, run) : run();
    done
      .catch(() => {
        // Not stopped by us: another tab took over. This one is the next again.
        if (seeking.signal.aborted) return;
        seeking.abort();
        this.#seeking = null;
        this.seek(lead);
      })
      .finally(() => {
        if (this.#seeking === seeking) this.#seeking = null;
      });
  }

  /** Leads in place of a tab that sleeps; for the tab in sight to call from time to time while it seeks. */
  takeOver(lead: (signal: AbortSignal) => Promise<void>): void {
    if (!this.locks || !this.#seeking || this.#leading || Date.now() - this.#heardAt < asleepAfter) return;
    this.stop();
    this.seek(lead, 'steal');
  }

  stop(): void {
    this.#seeking?.abort();
    this.#seeking = null;
  }

  #hear(said: Said<Message, State>): void {
    this.#heardAt = Date.now();
    if ('tell' in said) this.tabbed.onMessage(said.tell);
    else if ('state' in said) this.tabbed.onState(said.state);
    else if ('hello' in said && this.#leading) this.channel.postMessage({ state: this.tabbed.state() });
  }
}
