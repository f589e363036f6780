// A histogram as the server sends it: `counts[i]` answers took at most `bounds[i]` seconds; the last count, one more
// than there are bounds, is of all answers. Counts only grow while the server runs.
export interface Histogram {
  bounds: readonly number[];
  counts: readonly number[];
}

// What was added between two readings. Null if they cannot be subtracted: other bounds, or counts that fell since the
// server restarted.
export function added(before: Histogram, after: Histogram): Histogram | null {
  if (before.counts.length !== after.counts.length) return null;
  if (before.bounds.some((bound, i) => bound !== after.bounds[i])) return null;
  const counts = after.counts.map((count, i) => count - (before.counts[i] ?? 0));
  return counts.some((count) => count < 0) ? null : { bounds: after.bounds, counts };
}

// Two nodes' histograms of one span, seen as one.
export function together(one: Histogram, other: Histogram): Histogram {
  return { bounds: one.bounds, counts: one.counts.map((count, i) => count + (other.counts[i] ?? 0)) };
}

// The time, in seconds, within which a `share` (0..1) of the answers came, read off linearly inside the bucket that it
// falls into, as Prometheus' histogram_quantile does. Null if there was no answer. What fell beyond the last bound is
// given as that bound: the histogram knows no more.
export function percentile({ bounds, counts }: Histogram, share: number): number | null {
  const all = counts.at(-1) ?? 0;
  if (all <= 0 || bounds.length === 0) return null;
  const rank = share * all;
  const bucket = counts.findIndex((count) => count >= rank && count > 0);
  const upper = bounds[bucket];
  if (upper === undefined) return bounds.at(-1) ?? null;
  const lower = bounds[bucket - 1] ?? 0;
  const below = counts[bucket - 1] ?? 0;
  const inside = (counts[bucket] ?? 0) - below;
  return inside > 0 ? lower + (upper - lower) * ((rank - below) / inside) : upper;
}
