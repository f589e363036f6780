import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Hearing, ServerEvent } from '../api/events.ts';
import { OtherSeats } from './other_seats.ts';
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
  tell: (event: string, data: unknown, id?: string) => void = () => {};
  /** The stream is open, or not, but nothing comes. */
  hush: () => void = () => {};
  lose: () => void = () => {};
  end: () => void = () => {};

  read = () =>
    new Promise<{ version: string; bytes: Uint8Array }>((resolve, reject) => {
      this.readings += 1;
      this.answers.push((bytes) => resolve({ version: `boot-${this.readings}`, bytes }));
      this.failures.push(reject);
    });

  changes = (
    since: string,
    onEvent: (event: ServerEvent) => void,
    onState: (state: Hearing) => void,
    signal: AbortSignal,
  ) => {
    this.since = since;
    this.tell = (event, data, id = '') => {
      onState('heard');
      onEvent({ event, data: JSON.stringify(data), id });
    };
    this.hush = () => onState('silent');
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

afterEach(() => void vi.useRealTimers());

describe('following the statuses', () => {
  it('goes on from the version that was read', async () => {
    const { server, statuses, changes } = started();
    server.answers[0]!(free);
    await settled();
    expect(server.since).toBe('boot-1');
    server.tell('open', { seats: 44 });
    server.tell('seats', [
      [3, 1],
      [4, 2],
    ]);
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
    server.tell('open', { seats: 44 });
    server.lose();
    expect(connections).toEqual([true, false]);
    // Read again: what is shown is what is, though nothing is heard yet.
    server.answers[1]!(free);
    await settled();
    expect(connections).toEqual([true, false, true]);
  });

  it('reads again and again while the stream says nothing, and no longer once it speaks', async () => {
    vi.useFakeTimers();
    const { server, statuses } = started();
    server.answers[0]!(free);
    await vi.advanceTimersByTimeAsync(0);
    server.hush();
    expect(server.readings).toBe(2);
    server.answers[1]!(Uint8Array.from(free, (byte, k) => (k === 0 ? 0b0100 : byte)));
    await vi.advanceTimersByTimeAsync(0);
    expect(statuses.of[1]).toBe(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.readings).toBe(3);
    server.answers[2]!(free);
    await vi.advanceTimersByTimeAsync(0);
    server.tell('seats', [[2, 1]], 'boot-9');
    await vi.advanceTimersByTimeAsync(60_000);
    expect([server.readings, statuses.of[1], statuses.of[2]]).toEqual([3, 0, 1]);
  });

  it('changes that were held back on their way do not bring old statuses back', async () => {
    const { server, statuses } = started();
    server.answers[0]!(free);
    await settled();
    server.hush();
    server.answers[1]!(free);
    await settled();
    server.tell('seats', [[7, 2]], 'boot-2');
    expect(statuses.of[7]).toBe(0);
    server.tell('seats', [[7, 2]], 'boot-3');
    expect(statuses.of[7]).toBe(2);
  });

  it('after a reset takes no reading that began before it', async () => {
    const { server, statuses } = started();
    server.answers[0]!(free);
    await settled();
    server.hush();
    server.tell('reset', {});
    server.answers[1]!(free);
    await settled();
    server.answers[2]!(Uint8Array.from(free, (byte, k) => (k === 0 ? 0b0100 : byte)));
    await settled();
    expect(statuses.of[1]).toBe(1);
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

  it('says so when seats were added after the map was read', async () => {
    const { server, over } = started();
    server.answers[0]!(free);
    await settled();
    server.tell('reset', {});
    server.answers[1]!(packed(Array.from({ length: 45 }, () => 0)));
    await expect(over).rejects.toThrow(OtherSeats);
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
