/* One tab leads: it alone has the stream, and tells the others what it hears. The browser's lock decides which; when the
   leading tab is closed, the next one gets the lock. */

export interface Locks {
  request(name: string, options: { signal: AbortSignal }, held: () => Promise<void>): Promise<unknown>;
}

export interface Channel<T> {
  postMessage(message: T): void;
  onmessage: ((event: MessageEvent<T>) => void) | null;
}

type Said<Message, State> = { tell: Message } | { hello: true } | { state: State };

export interface Tabbed<Message, State> {
  /** Something another tab heard or did. */
  onMessage: (message: Message) => void;
  /** What the leading tab knows; sent to a tab that says hello. */
  onState: (state: State) => void;
  state: () => State;
}

export class Tabs<Message, State> {
  #leading = false;
  #seeking: AbortController | null = null;

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
  seek(lead: (signal: AbortSignal) => Promise<void>): void {
    if (this.#seeking) return;
    const seeking = new AbortController();
    this.#seeking = seeking;
    const run = async () => {
      if (seeking.signal.aborted) return;
      this.#leading = true;
      try {
        await lead(seeking.signal);
      } finally {
        this.#leading = false;
      }
    };
    this.channel.postMessage({ hello: true });
    // A browser without locks: each tab has its own stream, which the server allows.
    const done = this.locks ? this.locks.request(this.name, { signal: seeking.signal }, run) : run();
    done
      .catch(() => undefined)
      .finally(() => {
        if (this.#seeking === seeking) this.#seeking = null;
      });
  }

  stop(): void {
    this.#seeking?.abort();
    this.#seeking = null;
  }

  #hear(said: Said<Message, State>): void {
    if ('tell' in said) this.tabbed.onMessage(said.tell);
    else if ('state' in said) this.tabbed.onState(said.state);
    else if (this.#leading) this.channel.postMessage({ state: this.tabbed.state() });
  }
}
