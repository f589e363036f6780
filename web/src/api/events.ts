/* Server-sent events read by fetch, because an EventSource cannot send a token in a header. */
import { createParser } from 'eventsource-parser';
import { later } from '../browser/later.ts';
import { anyOf } from '../browser/signals.ts';
import { onBack, pauseUnlessBack, retryAfterOf, waitBefore } from './backoff.ts';
import { problemOf, Refused, Unreachable } from './problem.ts';

export interface ServerEvent {
  event: string;
  data: string;
  /** The last id that the stream has named so far; '' before the first. */
  id: string;
}

/** Takes the text of a stream as it comes, in any pieces, and gives the events that are complete. */
export class EventParser {
  readonly #complete: ServerEvent[] = [];
  #id = '';
  /** Milliseconds to wait before coming back, as the server wants it; null where it said nothing. */
  retry: number | null = null;
  readonly #parser = createParser({
    onEvent: ({ event = 'message', data, id = this.#id }) => {
      this.#id = id;
      this.#complete.push({ event, data, id });
    },
    onRetry: (milliseconds) => (this.retry = milliseconds),
  });

  push(text: string): ServerEvent[] {
    this.#parser.feed(text);
    return this.#complete.splice(0);
  }
}

export interface Follow {
  path: string;
  bearer?: string | null;
  /** Where to go on from: sent as Last-Event-ID. */
  lastEventId?: string;
  onEvent: (event: ServerEvent) => void;
  /** Called with 'heard' for everything that comes; see Hearing. */
  onState?: (state: Hearing) => void;
  signal: AbortSignal;
}

/**
 * 'heard': something came, be it only a comment: what we know is current. 'silent': the stream is being opened, or seems
 * to be open, and nothing comes: a proxy may hold the events back, or the header, too. Callers who need to know ask by
 * themselves until it is heard. `lostFor`: it was lost, and is tried again in this many milliseconds.
 */
export type Hearing = 'heard' | 'silent' | { lostFor: number };

/** The server sends an event as soon as a stream is open: when none has come by then, the stream is silent. Milliseconds. */
export const firstWordWithin = 3_000;
/** So is one that has said less for so long than the server's comments (every 15 s). Milliseconds. */
export const nextWordWithin = 20_000;
/** A server that says nothing for so long is away: the stream is opened again. Milliseconds. */
const silence = 40_000;
/** A fan who comes back to the page after a sleep does not wait for that: so long without a word is enough. Milliseconds. */
const silenceOnReturn = 20_000;

/**
 * Follows a stream over lost connections. Returns when the server ends it (the event with the id `end`, or 204) or the
 * signal is aborted; throws Refused where the server will not have us (a 503 is waited out).
 */
export async function follow(stream: Follow): Promise<void> {
  let lastEventId = stream.lastEventId ?? '';
  let failed = 0;
  while (!stream.signal.aborted) {
    let wait: number | null = null;
    const parser = new EventParser();
    const lost = new AbortController();
    const ear = new Ear(() => stream.onState?.('silent'), lost);
    try {
      const response = await open(stream, lastEventId, lost.signal);
      if (response.status === 204) return;
      if (response.ok) {
        for await (const event of read(response, parser)) {
          ear.heard();
          failed = 0;
          stream.onState?.('heard');
          if (!event) continue;
          lastEventId = event.id;
          stream.onEvent(event);
          if (event.id === 'end') return;
        }
        wait = parser.retry;
      } else if (response.status < 500) {
        throw new Refused(await problemOf(response));
      } else {
        wait = retryAfterOf(response.headers);
      }
    } catch (fault) {
      if (stream.signal.aborted) return;
      if (fault instanceof Refused) throw fault;
    } finally {
      ear.close();
      lost.abort();
    }
    failed += 1;
    const next = waitBefore(failed, wait);
    stream.onState?.({ lostFor: next });
    await pauseUnlessBack(next, stream.signal).catch(() => undefined);
  }
}

/** Listens from the moment a stream is asked for, and gives it up after a long silence. */
class Ear {
  #heardAt = Date.now();
  #stopTimers: () => void = () => undefined;
  readonly #stopListening: () => void;

  constructor(
    private readonly onSilent: () => void,
    private readonly lost: AbortController,
  ) {
    this.#expect(firstWordWithin);
    this.#stopListening = onBack(() => {
      if (Date.now() - this.#heardAt > silenceOnReturn) lost.abort();
    });
  }

  heard() {
    this.#heardAt = Date.now();
    this.#expect(nextWordWithin);
  }

  close() {
    this.#stopListening();
    this.#stopTimers();
  }

  #expect(within: number) {
    this.#stopTimers();
    const silent = later(within, this.onSilent);
    const away = later(silence, () => this.lost.abort());
    this.#stopTimers = () => (silent(), away());
  }
}

function open(stream: Follow, lastEventId: string, lost: AbortSignal): Promise<Response> {
  return fetch(stream.path, {
    headers: {
      Accept: 'text/event-stream',
      ...(stream.bearer ? { Authorization: `Bearer ${stream.bearer}` } : {}),
      ...(lastEventId ? { 'Last-Event-ID': lastEventId } : {}),
    },
    cache: 'no-store',
    signal: anyOf(stream.signal, lost),
  });
}

/** Every event that comes, and null for a piece of the stream that completes none. */
async function* read(response: Response, parser: EventParser): AsyncGenerator<ServerEvent | null> {
  if (!response.body) throw new Unreachable('no body');
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = parser.push(decoder.decode(value, { stream: true }));
      if (events.length === 0) yield null;
      else yield* events;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
