/* Where the fan stands: what the page knows of the line, and how each message changes it. Pure; every tab has the same
   standing, because the tab that has the stream tells the others (tabs.ts). */
import type { LineToken } from '../api/types.ts';
import { remember, type Rate } from './estimate.ts';
import { aheadOf, progressAfter, steady, type Pairs, type Progress } from './position.ts';

/** `over`: the session inside has ended by its term, and the fan has not been told yet. */
export type Status = 'out' | 'joining' | 'waiting' | 'called' | 'inside' | 'over';

export interface Counters {
  waiting: number;
  called: number;
  inside: number;
  admittedPerSecond: number;
}

export interface Notice {
  admission: 'open' | 'paused' | 'before-opening';
  opensAt: string | null;
  message: { text: string; at: string } | null;
}

export interface Standing {
  status: Status;
  /** The last token of the line: the signed place, or the one that opens the seats. */
  token: string | null;
  /** Inside: when the session ends. */
  expiresAt: string | null;
  /** Called: when the claim window closes. */
  calledUntil: string | null;
  /** How many calls were missed; the place is kept. */
  missed: number;
  place: number | null;
  /** Fans ahead, as shown; null: never heard of. */
  ahead: number | null;
  /** False: the server does not know just now (it has restarted), and `ahead` is what it said last. */
  aheadIsCurrent: boolean;
  progress: Progress | null;
  line: Counters | null;
  rates: Rate[];
  /** The server's own estimate, for a fan at this position: all there is until a pace was measured. */
  foretold: { position: number; seconds: number } | null;
  /** Why the line does not take us just now: `line-full`, `overloaded`. */
  trouble: string | null;
  notice: Notice | null;
  /** How we hear of the line, and when we last did (this browser's clock). */
  by: 'stream' | 'polling' | 'nothing';
  heardAt: number;
}

export const outside: Standing = {
  status: 'out',
  token: null,
  expiresAt: null,
  calledUntil: null,
  missed: 0,
  place: null,
  ahead: null,
  aheadIsCurrent: true,
  progress: null,
  line: null,
  rates: [],
  foretold: null,
  trouble: null,
  notice: null,
  by: 'nothing',
  heardAt: 0,
};

/** The answer of token/generate, or the stream's `place`, which also names the place. positionKnown false: the number is
    no more than a bound. */
export type PlaceAnswer = Partial<LineToken> & { waitingNumber: number; place?: number; positionKnown?: boolean };

export type Message =
  | { what: 'joining' }
  | { what: 'place'; answer: PlaceAnswer }
  | { what: 'line'; counters: Counters & { ahead: Pairs } }
  | { what: 'notice'; notice: Notice }
  | { what: 'called'; until: string }
  | { what: 'missed' }
  | { what: 'left' }
  | { what: 'over' }
  | { what: 'trouble'; kind: string }
  | { what: 'heard'; by: Standing['by'] };

export function standingAfter(before: Standing, message: Message, now: number): Standing {
  switch (message.what) {
    case 'joining':
      return { ...outside, status: 'joining', notice: before.notice };
    case 'place':
      return afterPlace(before, message.answer, now);
    case 'line':
      return afterLine(before, message.counters, now);
    case 'notice':
      return { ...before, notice: message.notice, heardAt: now };
    case 'called':
      return inLine(before)
        ? { ...before, status: 'called', calledUntil: message.until, ahead: 0, heardAt: now }
        : before;
    case 'missed':
      if (before.status !== 'called' && before.status !== 'waiting') return before;
      return { ...before, status: 'waiting', calledUntil: null, missed: before.missed + 1, heardAt: now };
    case 'left':
      return { ...outside, notice: before.notice };
    case 'over':
      return { ...outside, status: 'over', notice: before.notice };
    case 'trouble':
      return { ...before, trouble: message.kind };
    case 'heard':
      return { ...before, by: message.by, heardAt: message.by === 'nothing' ? before.heardAt : now };
  }
}

export function inLine(standing: Standing): boolean {
  return standing.status === 'joining' || standing.status === 'waiting' || standing.status === 'called';
}

function afterPlace(before: Standing, answer: PlaceAnswer, now: number): Standing {
  if (before.status === 'out' || before.status === 'over') return before;
  if (answer.waitingNumber === 0) {
    // The stream of a fan who is inside already has no token in it: token/generate gives it.
    if (!answer.token || !answer.expiresAt) return before;
    return {
      ...before,
      status: 'inside',
      token: answer.token,
      expiresAt: answer.expiresAt,
      calledUntil: null,
      ahead: null,
      progress: null,
      trouble: null,
      heardAt: now,
    };
  }
  const place = answer.place ?? before.place;
  const waiting: Standing = {
    ...before,
    status: 'waiting',
    token: answer.token ?? before.token,
    expiresAt: null,
    calledUntil: null,
    place,
    trouble: null,
    heardAt: now,
  };
  if (answer.positionKnown === false) return { ...waiting, aheadIsCurrent: false };
  const ahead = answer.waitingNumber - 1;
  return {
    ...waiting,
    ahead,
    aheadIsCurrent: true,
    progress: progressAfter(before.progress, place ?? before.progress?.place ?? 0, ahead),
    foretold:
      answer.estimatedWaitSeconds === undefined
        ? before.foretold
        : { position: answer.waitingNumber, seconds: answer.estimatedWaitSeconds },
  };
}

function afterLine(before: Standing, { ahead: pairs, ...line }: Counters & { ahead: Pairs }, now: number): Standing {
  const known = {
    ...before,
    line,
    rates: remember(before.rates, { at: now, perSecond: line.admittedPerSecond }),
    heardAt: now,
  };
  if (before.status !== 'waiting' || before.place === null) return known;
  const mine = aheadOf(before.place, pairs);
  // Before the first pair: called, and the stream says so in a moment. No pair at all: a server that has restarted and
  // knows nobody yet. Neither is a number; the one shown stays.
  if (mine === null) return known;
  const ahead = steady(before.ahead, mine);
  return { ...known, ahead, aheadIsCurrent: true, progress: progressAfter(before.progress, before.place, ahead) };
}

/** What outlives a reload. The place itself is kept by the server. */
export type Stored = Pick<Standing, 'status' | 'token' | 'expiresAt' | 'place' | 'ahead' | 'progress' | 'missed'> & {
  userId: string;
};

export function toStored(standing: Standing, userId: string): Stored | null {
  const { status, token, expiresAt, place, ahead, progress, missed } = standing;
  return status === 'out' ? null : { userId, status, token, expiresAt, place, ahead, progress, missed };
}

/** `now` by the server's clock, as far as known. */
export function fromStored(stored: Stored | null, userId: string | null, now: number): Standing {
  if (!stored || stored.userId !== userId) return outside;
  const { userId: _, ...rest } = stored;
  const restored = { ...outside, ...rest };
  if (restored.status === 'inside') {
    return restored.expiresAt && Date.parse(restored.expiresAt) > now ? restored : { ...outside, status: 'over' };
  }
  // Called or not: the stream will say.
  return restored.status === 'over' ? restored : { ...restored, status: 'joining' };
}
