import { describe, expect, it } from 'vitest';
import { fromStored, outside, standingAfter, toStored, type Message, type Standing } from './standing.ts';

const user = '0193a1f0-5b6c-7d8e-9f00-112233445566';
const after = (messages: Message[], from: Standing = outside) =>
  messages.reduce((standing, message, index) => standingAfter(standing, message, 1000 * (index + 1)), from);

const place = (waitingNumber: number): Message => ({
  what: 'place',
  answer: { userId: user, token: 'signed', waitingNumber, expiresAt: null, place: 5120 },
});
const line = (ahead: [number, number][]): Message => ({
  what: 'line',
  counters: { waiting: 9, called: 0, inside: 2, admittedPerSecond: 1, ahead },
});
const enter: Message = {
  what: 'place',
  answer: { userId: user, token: 'valid', waitingNumber: 0, expiresAt: '2026-11-20T11:12:03.417Z' },
};
const called: Message = { what: 'called', until: '2026-11-20T11:02:33.417Z' };

describe('the standing', () => {
  it('goes from joining over waiting and called to inside', () => {
    expect(after([{ what: 'joining' }]).status).toBe('joining');
    expect(after([{ what: 'joining' }, place(12)])).toMatchObject({ status: 'waiting', ahead: 11, place: 5120 });
    expect(after([{ what: 'joining' }, place(12), called])).toMatchObject({ status: 'called', ahead: 0 });
    const inside = after([{ what: 'joining' }, place(12), called, enter]);
    expect(inside).toMatchObject({ status: 'inside', token: 'valid', calledUntil: null });
  });

  it('follows the line, and its progress never goes back', () => {
    const near = after([
      { what: 'joining' },
      place(101),
      line([
        [5000, 0],
        [5120, 40],
      ]),
    ]);
    expect(near).toMatchObject({ ahead: 40, progress: { furthest: 0.6 } });
    const back = standingAfter(
      near,
      line([
        [5000, 0],
        [5120, 50],
      ]),
      9000,
    );
    expect(back).toMatchObject({ ahead: 50, progress: { furthest: 0.6 } });
  });

  it('keeps the last number while the server does not know it', () => {
    const known = after([{ what: 'joining' }, place(101)]);
    const bound: Message = {
      what: 'place',
      answer: { token: 'signed', waitingNumber: 1, place: 5120, positionKnown: false },
    };
    expect(standingAfter(known, bound, 9000)).toMatchObject({ ahead: 100, aheadIsCurrent: false, status: 'waiting' });
    expect(after([{ what: 'joining' }, bound])).toMatchObject({ ahead: null, status: 'waiting' });
    const again = after(
      [
        line([
          [5000, 0],
          [5120, 90],
        ]),
      ],
      standingAfter(known, bound, 9000),
    );
    expect(again).toMatchObject({ ahead: 90, aheadIsCurrent: true });
  });

  it('is not next because a server that has restarted knows nobody yet', () => {
    const known = after([{ what: 'joining' }, place(101)]);
    expect(standingAfter(known, line([]), 9000).ahead).toBe(100);
    expect(standingAfter(known, line([[6000, 0]]), 9000).ahead).toBe(100);
  });

  it('a missed call keeps the place', () => {
    const missed = after([{ what: 'joining' }, place(12), called, { what: 'missed' }]);
    expect(missed).toMatchObject({ status: 'waiting', place: 5120, missed: 1, calledUntil: null });
  });

  it('a fan who was inside already is not let in without a token', () => {
    const told: Message = { what: 'place', answer: { waitingNumber: 0 } };
    expect(after([{ what: 'joining' }, told]).status).toBe('joining');
  });

  it('a late answer does not bring back a line that was left', () => {
    expect(after([{ what: 'joining' }, place(12), { what: 'left' }, place(11), line([]), called]).status).toBe('out');
  });
});

describe('a reload', () => {
  it('keeps place and progress, and asks for the rest', () => {
    const before = after([
      { what: 'joining' },
      place(101),
      line([
        [5000, 0],
        [5120, 40],
      ]),
    ]);
    const restored = fromStored(toStored(before, user), user, 0);
    expect(restored).toMatchObject({ status: 'joining', place: 5120, ahead: 40, progress: { furthest: 0.6 } });
    expect(standingAfter(restored, place(51), 1).progress?.furthest).toBe(0.6);
  });

  it('keeps a session inside until its end', () => {
    const stored = toStored(after([{ what: 'joining' }, enter]), user);
    const end = Date.parse('2026-11-20T11:12:03.417Z');
    expect(fromStored(stored, user, end - 1).status).toBe('inside');
    expect(fromStored(stored, user, end).status).toBe('over');
  });

  it('keeps nothing of another fan', () => {
    const stored = toStored(after([{ what: 'joining' }, place(12)]), user);
    expect(fromStored(stored, 'somebody else', 0)).toEqual(outside);
  });
});
