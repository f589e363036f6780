import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstWordWithin, nextWordWithin } from '../api/events.ts';
import type { Message } from './standing.ts';
import { waitInLine } from './waiting.ts';

// What a browser has and Node does not.
vi.hoisted(() => Object.assign(globalThis, { navigator: { onLine: true }, addEventListener: () => undefined }));

const who = { userId: '0193a1f0-5b6c-7d8e-9f00-112233445566' };
const place = 'event: place\ndata: {"waitingNumber":5,"place":5}\n\n';

/** A server, and a proxy before it that may hold back what a stream says. */
class Way {
  polls = 0;
  streams = 0;
  /** What comes by the stream that was opened last. */
  say: (text: string) => void = () => undefined;

  constructor(private readonly holds: 'nothing' | 'events' | 'header') {}

  fetch = (path: string, { signal }: RequestInit): Promise<Response> => {
    if (path.endsWith('/token/stream')) return this.#stream(signal!);
    this.polls += 1;
    return Promise.resolve(
      Response.json({ userId: who.userId, token: 'signed', waitingNumber: 5, expiresAt: null, pollAfterMs: 1000 }),
    );
  };

  #stream(signal: AbortSignal): Promise<Response> {
    this.streams += 1;
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      if (this.holds === 'header') return;
      const body = new ReadableStream<Uint8Array>({
        start: (out) => {
          this.say = (text) => out.enqueue(new TextEncoder().encode(text));
          if (this.holds === 'nothing') this.say(place);
          signal.addEventListener('abort', () => out.error(signal.reason));
        },
      });
      resolve(new Response(body, { headers: { 'Content-Type': 'text/event-stream' } }));
    });
  }
}

let stop: AbortController;
let told: Message[];
let over: Promise<void>;

function waitBehind(way: Way): void {
  vi.stubGlobal('fetch', way.fetch);
  over = waitInLine({ who, token: () => null, tell: (message) => told.push(message), signal: stop.signal });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
  vi.stubGlobal('document', { addEventListener: () => undefined, removeEventListener: () => undefined });
  stop = new AbortController();
  told = [];
});

afterEach(async () => {
  stop.abort();
  await over;
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a fan in line', () => {
  it.each(['events', 'header'] as const)('polls while a proxy holds the %s of the stream back', async (held) => {
    const way = new Way(held);
    waitBehind(way);
    await vi.advanceTimersByTimeAsync(firstWordWithin + 100);
    expect(way.polls).toBe(1);
    expect(told).toContainEqual({ what: 'heard', by: 'polling' });
    // Over streams that are given up and opened again, too.
    await vi.advanceTimersByTimeAsync(120_000);
    expect(way.streams).toBeGreaterThan(2);
    expect(way.polls).toBeGreaterThan(100);
  });

  it('polls not at all while the stream speaks', async () => {
    const way = new Way('nothing');
    waitBehind(way);
    for (let comments = 0; comments < 8; comments += 1) {
      await vi.advanceTimersByTimeAsync(15_000);
      way.say(':\n\n');
    }
    expect([way.polls, way.streams]).toEqual([0, 1]);
  });

  it('polls no longer once the events come, and again when no comment does', async () => {
    const way = new Way('events');
    waitBehind(way);
    await vi.advanceTimersByTimeAsync(firstWordWithin + 5_500);
    const before = way.polls;
    expect(before).toBeGreaterThan(2);
    way.say(place);
    await vi.advanceTimersByTimeAsync(nextWordWithin - 100);
    expect(way.polls).toBe(before);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(way.polls).toBeGreaterThan(before);
  });
});
