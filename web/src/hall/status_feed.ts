// Keeps the statuses up to date: reads them once, then follows every change.
import type { ServerEvent } from '../api/events.ts';
import type { Change, SeatStatuses } from './statuses.ts';

/** Where statuses come from; see server.ts. */
export interface StatusSource {
  /** `version` is what `changes` goes on from. */
  read: (signal: AbortSignal) => Promise<{ version: string; bytes: Uint8Array }>;
  /** Ends when the server says so or the signal is aborted; comes back by itself after a lost connection. */
  changes: (
    since: string,
    onEvent: (event: ServerEvent) => void,
    onState: (state: 'open' | { lostFor: number }) => void,
    signal: AbortSignal,
  ) => Promise<void>;
}

export interface Followed {
  /** These seats have another status now. */
  onchange: (seats: number[]) => void;
  /** Whether what is shown is what is. */
  onconnection: (connected: boolean) => void;
}

/**
 * Returns when the session inside is over or the signal is aborted. Throws what the source throws: Refused where the
 * server will not have us.
 */
export async function followStatuses(
  source: StatusSource,
  statuses: SeatStatuses,
  followed: Followed,
  signal: AbortSignal,
): Promise<void> {
  // What is told while the statuses are being read is kept and applied over them: a reading may be older than a change.
  let queue: Change[] | null = [];
  let fault: unknown = null;
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);

  const read = async () => {
    queue ??= [];
    const { version, bytes } = await source.read(either);
    const changed = new Set([...statuses.replace(bytes), ...statuses.apply(queue)]);
    queue = null;
    followed.onchange([...changed]);
    return version;
  };
  const onEvent = ({ event, data }: ServerEvent) => {
    if (event === 'reset') {
      void read().catch((reason: unknown) => {
        fault = reason;
        stop.abort();
      });
    } else if (event === 'seats') {
      const changes = JSON.parse(data) as Change[];
      if (queue) queue.push(...changes);
      else followed.onchange(statuses.apply(changes));
    }
  };

  const version = await read();
  await source.changes(version, onEvent, (state) => followed.onconnection(state === 'open'), either);
  if (fault !== null && !signal.aborted) throw fault;
}
