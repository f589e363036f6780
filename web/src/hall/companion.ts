// The companion seat of a wheelchair space: the nearest free one of its section.
import type { Hall } from './hall.ts';

/** `isFree`: whether it can be had. Undefined: there is none. */
export function companionOf(hall: Hall, seat: number, isFree: (seat: number) => boolean): number | undefined {
  const apart = (other: number) => Math.hypot(hall.x[other]! - hall.x[seat]!, hall.y[other]! - hall.y[seat]!);
  let nearest: number | undefined;
  for (const { first, count } of hall.sections[hall.section[seat]!]!.rows) {
    for (let other = first; other < first + count; other += 1) {
      if (!hall.traitsOf(other).includes('companion') || !isFree(other)) continue;
      if (nearest === undefined || apart(other) < apart(nearest)) nearest = other;
    }
  }
  return nearest;
}
