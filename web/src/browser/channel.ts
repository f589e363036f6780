/* Between the tabs of one browser. A browser without BroadcastChannel has tabs that do not hear each other: each one asks
   the server by itself. */

export interface Channel<T> {
  postMessage(message: T): void;
  onmessage: ((event: MessageEvent<T>) => void) | null;
}

export const tabsHearEachOther = typeof BroadcastChannel === 'function';

export function channelOf<T>(name: string): Channel<T> {
  return tabsHearEachOther ? new BroadcastChannel(name) : { postMessage: () => undefined, onmessage: null };
}
