/* My position, read off the stream's `line` event: see streamLine in api/openapi.yaml. */

/** Pairs of a place number and how many fans with a smaller number are still in the line; by number, ascending. */
export type Pairs = readonly (readonly [place: number, ahead: number])[];

export interface Ahead {
  /** The best guess, and the bounds between which the truth lies. */
  ahead: number;
  least: number;
  most: number;
}

/** null: called or inside already, or nobody waits. */
export function aheadOf(place: number, pairs: Pairs): Ahead | null {
  const first = pairs[0];
  if (!first || place < first[0]) return null;
  const after = pairs.findIndex(([number]) => number >= place);
  if (after < 0) {
    // The frame is older than my place: everybody between its last number and mine may be in the line.
    const [number, ahead] = pairs[pairs.length - 1]!;
    return { ahead: ahead + place - number, least: ahead, most: ahead + place - number };
  }
  const [n2, a2] = pairs[after]!;
  if (n2 === place) return { ahead: a2, least: a2, most: a2 };
  const [n1, a1] = pairs[after - 1]!;
  return {
    ahead: Math.round(a1 + ((a2 - a1) * (place - n1)) / (n2 - n1)),
    least: a1,
    most: Math.min(a2, a1 + place - n1),
  };
}

/** A guess that differs by so little is the same to a fan. */
const tremble = 0.03;

/**
 * The number to show next. A guess between two pairs may tremble: while the number shown is still possible, and about
 * what we guess, it does not go up. It does go up when fans with an earlier place came back, because that is the truth.
 */
export function steady(shown: number | null, next: Ahead): number {
  if (shown === null || next.ahead <= shown) return next.ahead;
  const possible = shown >= next.least && shown <= next.most;
  return possible && next.ahead - shown <= Math.max(1, next.ahead * tremble) ? shown : next.ahead;
}

/** How far along the way, 0 to 1: the part of those ahead at the beginning who are gone. */
export function along(aheadAtFirst: number, ahead: number): number {
  if (aheadAtFirst <= 0) return 1;
  return Math.min(1, Math.max(0, 1 - ahead / aheadAtFirst));
}

export interface Progress {
  /** 0: only polls were heard so far, which do not name the place. */
  place: number;
  aheadAtFirst: number;
  /** The furthest ever reached, 0 to 1. */
  furthest: number;
}

/** Never goes back, not even over a reload (the last one is kept); begins again with another place. */
export function progressAfter(before: Progress | null, place: number, ahead: number): Progress {
  if (!before || (before.place !== place && before.place !== 0))
    return { place, aheadAtFirst: ahead, furthest: along(ahead, ahead) };
  return { ...before, place, furthest: Math.max(before.furthest, along(before.aheadAtFirst, ahead)) };
}
