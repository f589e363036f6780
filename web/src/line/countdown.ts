/* Time until something, by the server's clock. */

/** One look at the server's clock: when we asked and were answered by ours, and what it said; milliseconds. */
export interface ClockReading {
  askedAt: number;
  answeredAt: number;
  server: number;
}

export interface ClockOffset {
  /** Add it to our clock to have the server's. */
  offset: number;
  /** At most so wrong: half of the way there and back. */
  error: number;
  readAt: number;
}

/** A clock drifts: an old reading counts as less sure, by a millisecond in ten seconds. */
const drift = 1e-4;

/** The surer of the two. */
export function offsetAfter(before: ClockOffset | null, { askedAt, answeredAt, server }: ClockReading): ClockOffset {
  const error = (answeredAt - askedAt) / 2;
  const next = { offset: server - (askedAt + answeredAt) / 2, error, readAt: answeredAt };
  if (!before || answeredAt < before.readAt) return next;
  const aged = before.error + (answeredAt - before.readAt) * drift;
  // Our clock was set meanwhile: the two readings cannot both be right.
  if (Math.abs(next.offset - before.offset) > next.error + aged) return next;
  return next.error <= aged ? next : before;
}

/** Whole seconds left, rounded up: 0 is shown at the end and not a second before. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}

/** 4:05; from an hour on 1:04:05. */
export function clockText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

export interface Parts {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

export function partsOf(seconds: number): Parts {
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor((seconds % 86_400) / 3600),
    minutes: Math.floor((seconds % 3600) / 60),
    seconds: seconds % 60,
  };
}

/** A hold's last seconds, in which the page warns. */
export const warnSeconds = 30;
