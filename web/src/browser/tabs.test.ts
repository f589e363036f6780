import { describe, expect, it, vi } from 'vitest';
import type { Channel } from './channel.ts';
import { asleepAfter, Tabs, type Locks } from './tabs.ts';

/** One browser: its locks and a channel that reaches all other tabs at once. */
class Browser implements Locks {
  #queue: Promise<unknown> = Promise.resolve();
  #steal: (reason: unknown) => void = () => undefined;
  #channels: Channel<never>[] = [];

  request(_: string, options: { signal: AbortSignal } | { steal: true }, held: () => Promise<void>): Promise<unknown> {
    const hold = () => {
      const stolen = new Promise((_, reject) => (this.#steal = reject));
      return Promise.race([held(), stolen]);
    };
    if ('steal' in options) {
      this.#steal('stolen');
      const stolen = hold();
      this.#queue = stolen.catch(() => undefined);
      return stolen;
    }
    const granted = this.#queue.then(() => (options.signal.aborted ? undefined : hold()));
    this.#queue = granted.catch(() => undefined);
    return granted;
  }

  channel<T>(): Channel<T> {
    const others = this.#channels;
    const mine: Channel<T> = {
      onmessage: null,
      postMessage: (data) =>
        others.forEach((other) => other !== (mine as never) && other.onmessage?.({ data } as never)),
    };
    others.push(mine as never);
    return mine;
  }
}

class Tab {
  heard: string[] = [];
  state = '';
  tabs: Tabs<string, string>;

  constructor(browser: Browser, locks: Locks | null = browser) {
    this.tabs = new Tabs('line', locks, browser.channel(), {
      onMessage: (message) => this.heard.push(message),
      onState: (state) => (this.state = state),
      state: () => this.state,
    });
  }

  lead = (signal: AbortSignal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));

  seek() {
    this.tabs.seek(this.lead);
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the tabs of one fan', () => {
  it('have one leader, and the next when that one goes', async () => {
    const browser = new Browser();
    const [first, second] = [new Tab(browser), new Tab(browser)];
    first.seek();
    second.seek();
    await settled();
    expect([first.tabs.leading, second.tabs.leading]).toEqual([true, false]);
    first.tabs.stop();
    await settled();
    expect([first.tabs.leading, second.tabs.leading]).toEqual([false, true]);
  });

  it('hear what one of them tells, and a new one is told the state by the leader', async () => {
    const browser = new Browser();
    const [first, second] = [new Tab(browser), new Tab(browser)];
    first.seek();
    await settled();
    first.state = '12th';
    first.tabs.tell('hello');
    expect(second.heard).toEqual(['hello']);
    second.seek();
    expect(second.state).toBe('12th');
  });

  it('a tab that stopped seeking never leads', async () => {
    const browser = new Browser();
    const [first, second] = [new Tab(browser), new Tab(browser)];
    first.seek();
    second.seek();
    second.tabs.stop();
    first.tabs.stop();
    await settled();
    expect(second.tabs.leading).toBe(false);
  });

  it('take the lead over from one that sleeps, and only from that', async () => {
    const browser = new Browser();
    const [first, second] = [new Tab(browser), new Tab(browser)];
    first.seek();
    second.seek();
    await settled();
    second.tabs.takeOver(second.lead);
    await settled();
    expect([first.tabs.leading, second.tabs.leading]).toEqual([true, false]);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + asleepAfter + 1);
    second.tabs.takeOver(second.lead);
    await settled();
    expect([first.tabs.leading, second.tabs.leading]).toEqual([false, true]);
    vi.restoreAllMocks();
  });

  it('without locks each leads for itself', async () => {
    const browser = new Browser();
    const [first, second] = [new Tab(browser, null), new Tab(browser, null)];
    first.seek();
    second.seek();
    await settled();
    expect([first.tabs.leading, second.tabs.leading]).toEqual([true, true]);
  });
});
