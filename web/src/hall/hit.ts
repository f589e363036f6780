// What of the hall lies at a place.
import { inside, type Point, toEdge } from './geometry.ts';
import type { Hall, Section } from './hall.ts';

/** The section around a place, or else the nearest one whose edge is not further than `reach` (seat widths). */
export function sectionAt(hall: Hall, place: Point, reach: number): Section | undefined {
  let found: Section | undefined;
  let least = reach;
  for (const section of hall.sections) {
    const { bounds } = section;
    const away = Math.max(
      bounds.x - place.x,
      bounds.y - place.y,
      place.x - bounds.x - bounds.width,
      place.y - bounds.y - bounds.height,
    );
    if (away > least) continue;
    if (inside(section.outline, place)) return section;
    const edge = toEdge(section.outline, place);
    if (edge <= least) [found, least] = [section, edge];
  }
  return found;
}

/** The nearest seat that can be chosen, else none; but a seat right under the place is never overlooked for it. */
export function seatAt(
  hall: Hall,
  place: Point,
  reach: number,
  canChoose: (seat: number) => boolean,
): number | undefined {
  const under = hall.grid.nearest(place.x, place.y, hall.spacing / 2);
  if (under !== undefined) return under;
  let found: number | undefined;
  let least = reach;
  hall.grid.within({ x: place.x - reach, y: place.y - reach, width: 2 * reach, height: 2 * reach }, (seat) => {
    if (!canChoose(seat)) return;
    const away = Math.hypot(hall.x[seat]! - place.x, hall.y[seat]! - place.y);
    if (away <= least) [found, least] = [seat, away];
  });
  return found;
}
