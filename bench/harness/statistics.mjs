// What is said of repeated measurements: the middle, and how far they lie apart. Never a mean: one disturbed round
// would move it.

// The q-quantile (0 to 1) of numbers, interpolated between neighbours.
export function quantile(numbers, q) {
  if (numbers.length === 0) throw new RangeError('a quantile of nothing');
  const sorted = [...numbers].sort((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const below = Math.floor(place);
  const above = Math.ceil(place);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

export const median = (numbers) => quantile(numbers, 0.5);

// { median, min, max } of one measure over all rounds.
export function spread(numbers) {
  if (!numbers.every(Number.isFinite)) throw new RangeError(`not a number among ${numbers.join(', ')}`);
  return { median: median(numbers), min: Math.min(...numbers), max: Math.max(...numbers) };
}

// The spread of ours / peer, round by round: what disturbs a round disturbs both its halves, so the ratio of a round is
// steadier than the ratio of two medians.
export function ratios(ours, peer) {
  if (ours.length !== peer.length) throw new RangeError('rounds that do not pair');
  return spread(ours.map((value, round) => value / peer[round]));
}
