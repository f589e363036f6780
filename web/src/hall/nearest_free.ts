// What to offer somebody whose seat was lost: free seats close to it, of like price, in its own section if possible.
import type { Hall } from './hall.ts';
import type { SeatStatuses } from './statuses.ts';

/** Another section is as bad as this many seat widths of distance: another gate, another view. */
const otherSection = 15;
/** A price half as high again, or a third lower, is as bad as this many seat widths. */
const otherPrice = 20;

/** The best first; `most` of them, fewer where fewer are free. The seat itself is not among them. */
export function nearestFree(hall: Hall, statuses: SeatStatuses, lost: number, most: number): number[] {
  const [x, y] = [hall.x[lost]!, hall.y[lost]!];
  const section = hall.section[lost]!;
  const wanted = hall.categories[hall.category[lost]!]!.price;
  const penalties = hall.categories.map(({ price }) => pricePenalty(wanted, price));
  const best: { seat: number; cost: number }[] = [];
  for (let seat = 0; seat < hall.seatCount; seat += 1) {
    if (seat === lost || !statuses.isFree(seat) || !canBeOffered(hall, seat)) continue;
    const apart = Math.hypot(hall.x[seat]! - x, hall.y[seat]! - y);
    const cost = apart + penalties[hall.category[seat]!]! + (hall.section[seat] === section ? 0 : otherSection);
    if (best.length === most && cost >= best[most - 1]!.cost) continue;
    const place = best.findIndex((other) => other.cost > cost);
    best.splice(place < 0 ? best.length : place, 0, { seat, cost });
    if (best.length > most) best.pop();
  }
  return best.map(({ seat }) => seat);
}

/** Places of areas are not picked, and a companion seat is not had by itself. */
function canBeOffered(hall: Hall, seat: number): boolean {
  return !hall.sections[hall.section[seat]!]!.area && !hall.traitsOf(seat).includes('companion');
}

/** Alike in both directions: twice the price is as far as half of it. Free seats count as one point. */
function pricePenalty(wanted: number, price: number): number {
  const steps = Math.abs(Math.log(Math.max(1, price) / Math.max(1, wanted))) / Math.log(1.5);
  return otherPrice * steps;
}
