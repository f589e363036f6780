/* Server-sent events read by fetch, because an EventSource cannot send a token in a header. */
import { onBack, pauseUnlessBack, retryAfterOf, waitBefore } from './backoff.ts';
import { problemOf, Refused, Unreachable } from './problem.ts';

export interface ServerEvent {
  event: string;
  data: string;
  /** The last id that the stream has named so far; '' before the first. */
  id: string;
}

/** Takes the text of a stream as it comes, in any pieces, and gives the events that are complete (WHATWG HTML 9.2.6). */
export class EventParser {
  #rest = '';
  #event = '';
  #data: string[] = [];
  #id = '';
  /** Milliseconds to wait before coming back, as the server wants it; null where it said nothing. */
  retry: number | null = null;

  push(text: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (this.#data.length > 0) {
          events.push({ event: this.#event || 'message', data: this.#data.join('\n'), id: this.#id });
        }
        this.#event = '';
        this.#data = [];
      } else {
        this.#field(line);
      }
    }
    return events;
  }

  #field(line: string) {
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') this.#event = value;
    else if (name === 'data') this.#data.push(value);
    else if (name === 'id') this.#id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.retry = Number(value);
  }
}

export interface Follow {
  path: string;
  bearer?: string | null;
  /** Where to go on from: sent as Last-Event-ID. */
  lastEventId?: string;
  onEvent: (event: ServerEvent) => void;
  /** Something came, be it only a comment: what we know is current. */
  onAlive?: () => void;
  /** The stream is open, or was lost and is tried again in so many milliseconds. */
  onState?: (state: 'open' | { lostFor: number }) => void;
  signal: AbortSignal;
}

/** A server that says nothing for so long, not even a comment (every 15 s), is away. Milliseconds. */
const silence = 40_000;
/** Who comes back to the page after a sleep does not wait for that: so long without a word is enough. Milliseconds. */
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
    try {
      const response = await open(stream, lastEventId, lost.signal);
      if (response.status === 204) return;
      if (response.ok) {
        stream.onState?.('open');
        failed = 0;
        for await (const event of read(response, parser, lost, stream.onAlive)) {
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
      lost.abort();
    }
    failed += 1;
    const next = waitBefore(failed, wait);
    stream.onState?.({ lostFor: next });
    await pauseUnlessBack(next, stream.signal).catch(() => undefined);
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
    signal: AbortSignal.any([stream.signal, lost]),
  });
}

async function* read(
  response: Response,
  parser: EventParser,
  lost: AbortController,
  onAlive: (() => void) | undefined,
): AsyncGenerator<ServerEvent> {
  if (!response.body) throw new Unreachable('no body');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let watch: ReturnType<typeof setTimeout> | undefined;
  let heardAt = Date.now();
  const stopListening = onBack(() => {
    if (Date.now() - heardAt > silenceOnReturn) lost.abort();
  });
  try {
    for (;;) {
      watch = setTimeout(() => lost.abort(), silence);
      const { done, value } = await reader.read();
      clearTimeout(watch);
      if (done) return;
      heardAt = Date.now();
      onAlive?.();
      yield* parser.push(value);
    }
  } finally {
    stopListening();
    clearTimeout(watch);
    reader.cancel().catch(() => undefined);
  }
}
