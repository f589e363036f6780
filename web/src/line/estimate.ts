/* How long the wait will be: a range, because nobody knows. */

export interface Rate {
  /** Milliseconds of any one clock. */
  at: number;
  /** Fans admitted a second, as the server measured it over about half a minute; 0: not measured yet. */
  perSecond: number;
}

/** The rates of the last minutes say how much the pace changes. Milliseconds. */
export const memory = 180_000;

/** Oldest first; at most one a second, so that the memory stays small. */
export function remember(rates: readonly Rate[], next: Rate): Rate[] {
  const recent = rates.filter((rate) => next.at - rate.at < memory);
  const last = recent.at(-1);
  if (last && next.at - last.at < 1000) recent.pop();
  return [...recent, next];
}

export interface Range {
  /** Seconds. */
  from: number;
  to: number;
}

/**
 * From the fastest to the slowest pace lately, and wider by what chance does to so few people: one in sqrt(n), and a
 * tenth for what we do not know. `slowestPossible` is the pace at which sessions end by themselves (0: unknown).
 * null: nothing has been measured, so nothing is promised.
 */
export function estimate(position: number, rates: readonly Rate[], slowestPossible = 0): Range | null {
  const measured = rates.map((rate) => Math.max(rate.perSecond, slowestPossible)).filter((rate) => rate > 0);
  if (measured.length === 0) return null;
  const spread = 0.1 + 1 / Math.sqrt(Math.max(position, 1));
  const fastest = Math.max(...measured) * (1 + spread);
  const slowest = Math.min(...measured) / (1 + spread);
  return { from: position / fastest, to: position / slowest };
}

/**
 * The server's own estimate, made before a pace was measured, is how long it takes if everybody inside uses up their
 * time: the longest. Most are quicker, so that it begins at half.
 */
export function foretell(position: number, foretold: { position: number; seconds: number } | null): Range | null {
  if (!foretold || foretold.position <= 0) return null;
  const longest = (foretold.seconds * position) / foretold.position;
  return { from: longest / 2, to: longest };
}

/** Rounded to what people say: minutes by ones, fives or tens, then hours. `from` down, `to` up. */
export type Said =
  | { kind: 'underAMinute' }
  | { kind: 'minutes'; from: number; to: number }
  | { kind: 'hours'; from: number; to: number }
  | { kind: 'overADay' };

export function said({ from, to }: Range): Said {
  if (to <= 60) return { kind: 'underAMinute' };
  if (to <= 2 * 3600) {
    const step = to <= 15 * 60 ? 1 : to <= 3600 ? 5 : 10;
    return { kind: 'minutes', from: Math.floor(from / 60 / step) * step, to: Math.ceil(to / 60 / step) * step };
  }
  if (from >= 24 * 3600) return { kind: 'overADay' };
  return { kind: 'hours', from: Math.floor(from / 3600), to: Math.ceil(to / 3600) };
}
