/* How far this browser's clock is from the server's. */

/** One reading of the server's clock: when we asked and were answered by ours, and what it said; milliseconds. */
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
