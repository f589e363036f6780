// Keeps the statuses up to date: reads them once, then follows every change; while no change is heard of, reads them again
// and again.
import { pause } from '../api/backoff.ts';
import type { Hearing, ServerEvent } from '../api/events.ts';
import { anyOf } from '../browser/signals.ts';
import type { Change, SeatStatuses } from './statuses.ts';

/** Where statuses come from; see server.ts. */
export interface StatusSource {
  /** `version` is what `changes` goes on from. */
  read: (signal: AbortSignal) => Promise<{ version: string; bytes: Uint8Array }>;
  /** Ends when the server says so or the signal is aborted; comes back by itself after a lost connection. */
  changes: (
    since: string,
    onEvent: (event: ServerEvent) => void,
    onState: (state: Hearing) => void,
    signal: AbortSignal,
  ) => Promise<void>;
}

export interface Followed {
  /** These seats have another status now. */
  onchange: (seats: number[]) => void;
  /** Whether what is shown is what is. */
  onconnection: (connected: boolean) => void;
}

/** How often the statuses are read while the stream says nothing; a chance on top. Milliseconds. */
const readAgainAfter = 4_000;

/**
 * Returns when the session inside is over or the signal is aborted. Throws what the source throws: Refused where the
 * server will not have us; and OtherSeats where the server has other seats than the map.
 */
export async function followStatuses(
  source: StatusSource,
  statuses: SeatStatuses,
  followed: Followed,
  signal: AbortSignal,
): Promise<void> {
  let fault: unknown = null;
  const stop = new AbortController();
  const either = anyOf(signal, stop.signal);
  const reading = new Reading(source, statuses, followed, either);
  const fail = (reason: unknown) => {
    if (either.aborted) return;
    fault = reason;
    stop.abort();
  };

  const onEvent = (event: ServerEvent) => {
    if (event.event === 'reset') reading.readAnew().catch(fail);
    else if (event.event === 'seats') reading.apply(event);
  };
  let asking: AbortController | null = null;
  const onState = (state: Hearing) => {
    if (state === 'heard') {
      asking?.abort();
      asking = null;
      return followed.onconnection(true);
    }
    if (state !== 'silent') followed.onconnection(false);
    if (asking) return;
    asking = new AbortController();
    readAgain(reading, followed, anyOf(either, asking.signal)).catch(fail);
  };

  const version = await reading.read();
  await source.changes(version, onEvent, onState, either).finally(() => asking?.abort());
  if (fault !== null && !signal.aborted) throw fault;
}

async function readAgain(reading: Reading, followed: Followed, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await reading.read();
    if (signal.aborted) return;
    followed.onconnection(true);
    await pause(readAgainAfter * (1 + 0.25 * Math.random()), signal).catch(() => undefined);
  }
}

/** Readings of all statuses, and the changes that are told meanwhile: either may be the older one. */
class Reading {
  // What is told while the statuses are being read is kept and applied over them.
  #queue: ServerEvent[] | null = null;
  #under: Promise<string> | null = null;
  #version = '';

  constructor(
    private readonly source: StatusSource,
    private readonly statuses: SeatStatuses,
    private readonly followed: Followed,
    private readonly signal: AbortSignal,
  ) {}

  /** The version that was read. Asked for twice at a time, it is read once. */
  read(): Promise<string> {
    return this.#under ?? this.#begin(this.#read());
  }

  /** As read(), but one that is under way is too old. */
  readAnew(): Promise<string> {
    return this.#begin(this.#under ? this.#under.then(() => this.#read()) : this.#read());
  }

  apply(event: ServerEvent) {
    if (this.#queue) this.#queue.push(event);
    else if (!isOlder(event.id, this.#version)) this.followed.onchange(this.statuses.apply(changesOf(event)));
  }

  #begin(reading: Promise<string>): Promise<string> {
    const under = reading.finally(() => {
      if (this.#under === under) this.#under = null;
    });
    this.#under = under;
    return under;
  }

  async #read(): Promise<string> {
    const queue: ServerEvent[] = [];
    this.#queue = queue;
    try {
      const { version, bytes } = await this.source.read(this.signal);
      this.#version = version;
      const newer = queue.filter(({ id }) => !isOlder(id, version));
      const changed = new Set([
        ...this.statuses.replace(bytes),
        ...newer.flatMap((event) => this.statuses.apply(changesOf(event))),
      ]);
      this.followed.onchange([...changed]);
      return version;
    } finally {
      this.#queue = null;
    }
  }
}

function changesOf({ data }: ServerEvent): Change[] {
  return JSON.parse(data) as Change[];
}

/**
 * Whether a change was in what was read: events that were held back on their way must not bring old statuses back. Both
 * versions are `<boot>-<number in hex>`; those of different boots cannot be compared.
 */
function isOlder(event: string, read: string): boolean {
  const [boot, number] = parts(event);
  const [bootRead, numberRead] = parts(read);
  return boot !== '' && boot === bootRead && number <= numberRead;
}

function parts(version: string): [boot: string, number: number] {
  const at = version.lastIndexOf('-');
  return [version.slice(0, Math.max(at, 0)), Number.parseInt(version.slice(at + 1), 16)];
}
