import { describe, expect, it } from 'vitest';
import type { ServerEvent } from '../api/events.ts';
import { packed, smallHall } from './small_hall.ts';
import { followStatuses, type StatusSource } from './status_feed.ts';
import { SeatStatuses } from './statuses.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve));

/** A server whose answers and events come when the test says so. */
class Server implements StatusSource {
  since = '';
  readings = 0;
  readonly answers: ((bytes: Uint8Array) => void)[] = [];
  readonly failures: ((fault: Error) => void)[] = [];
  tell: (event: string, data: unknown) => void = () => {};
  lose: () => void = () => {};
  end: () => void = () => {};

  read = () =>
    new Promise<{ version: string; bytes: Uint8Array }>((resolve, reject) => {
      this.readings += 1;
      this.answers.push((bytes) => resolve({ version: `v${this.readings}`, bytes }));
      this.failures.push(reject);
    });

  changes = (
    since: string,
    onEvent: (event: ServerEvent) => void,
    onState: (state: 'open' | { lostFor: number }) => void,
    signal: AbortSignal,
  ) => {
    this.since = since;
    onState('open');
    this.tell = (event, data) => onEvent({ event, data: JSON.stringify(data), id: '' });
    this.lose = () => onState({ lostFor: 100 });
    return new Promise<void>((resolve) => {
      this.end = resolve;
      signal.addEventListener('abort', () => resolve());
    });
  };
}

function started() {
  const server = new Server();
  const statuses = new SeatStatuses(smallHall());
  const changes: number[][] = [];
  const connections: boolean[] = [];
  const stop = new AbortController();
  const over = followStatuses(
    server,
    statuses,
    { onchange: (seats) => changes.push(seats), onconnection: (connected) => connections.push(connected) },
    stop.signal,
  );
  return { server, statuses, changes, connections, stop, over };
}

const free = packed(Array.from({ length: 44 }, () => 0));

describe('following the statuses', () => {
  it('goes on from the version that was read', async () => {
    const { server, statuses, changes } = started();
    server.answers[0]!(free);
    await settled();
    expect(server.since).toBe('v1');
    server.tell('open', { seats: 44 });
    server.tell('seats', [[3, 1], [4, 2]]);
    expect(changes.at(-1)).toEqual([3, 4]);
    expect([statuses.of[3], statuses.of[4]]).toEqual([1, 2]);
  });

  it('after a reset reads again, and loses nothing that is told meanwhile', async () => {
    const { server, statuses } = started();
    server.answers[0]!(free);
    await settled();
    server.tell('reset', {});
    server.tell('seats', [[5, 2]]);
    expect(statuses.of[5]).toBe(0);
    // The reading is older than what was told.
    server.answers[1]!(Uint8Array.from(free, (byte, k) => (k === 0 ? 0b0100 : byte)));
    await settled();
    expect([statuses.of[1], statuses.of[5]]).toEqual([1, 2]);
    server.tell('seats', [[6, 1]]);
    expect(statuses.of[6]).toBe(1);
  });

  it('says when what is shown may be old', async () => {
    const { server, connections } = started();
    server.answers[0]!(free);
    await settled();
    server.lose();
    expect(connections).toEqual([true, false]);
  });

  it('ends with the session, and quietly when the page is left', async () => {
    const first = started();
    first.server.answers[0]!(free);
    await settled();
    first.server.end();
    await expect(first.over).resolves.toBeUndefined();
    const second = started();
    second.server.answers[0]!(free);
    await settled();
    second.stop.abort();
    await expect(second.over).resolves.toBeUndefined();
  });

  it('fails when the reading after a reset is refused', async () => {
    const { server, over } = started();
    server.answers[0]!(free);
    await settled();
    server.tell('reset', {});
    server.failures[1]!(new Error('not in line'));
    await expect(over).rejects.toThrow('not in line');
  });
});
