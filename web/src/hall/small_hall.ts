// A hall for tests: two sections side by side, of two rows each, 40 and 4 seats; a category for each row. Seat numbers
// begin at 101.
import { Hall } from './hall.ts';
import type { HallMap } from './hall_map.ts';

export function smallMap(): HallMap {
  const rows = [
    { section: 0, name: 'A', first: 0, count: 20 },
    { section: 0, name: 'B', first: 20, count: 20 },
    { section: 1, name: 'A', first: 40, count: 2 },
    { section: 1, name: 'B', first: 42, count: 2 },
  ];
  const seats: HallMap['seats'] = { label: [], category: [], x: [], y: [] };
  for (const [index, row] of rows.entries()) {
    for (let k = 0; k < row.count; k += 1) {
      seats.label.push(String(k + 1));
      seats.category.push(index % 2);
      seats.x.push(100 * k + (row.section === 1 ? 2200 : 0));
      seats.y.push(100 * (index % 2));
    }
  }
  const box = (left: number, right: number) => [
    [left, -50],
    [right, -50],
    [right, 150],
    [left, 150],
  ];
  return {
    concertDate: null,
    hall: 'a small hall',
    unit: 100,
    bounds: { x: -50, y: -350, width: 2400, height: 500 },
    stage: { shape: 'rectangle', x: 500, y: -350, width: 1000, height: 200, label: 'stage' },
    categories: [
      { name: 'front', colour: '#b3261e', price: 100_000 },
      { name: 'back', colour: '#2e7d32', price: 40_000 },
    ],
    sections: [
      { name: '1', group: null, outline: box(-50, 1950) },
      { name: '2', group: null, outline: box(2150, 2350) },
    ],
    rows,
    numbers: [{ first: 101, count: 44 }],
    seats,
    traits: [],
  };
}

export const smallHall = () => new Hall(smallMap());

/** One more seat at the end of the first section's first row, as when the operator adds it. */
export function largerMap(): HallMap {
  const map = smallMap();
  map.rows.push({ section: 0, name: 'A', first: 44, count: 1 });
  map.numbers.push({ first: 200, count: 1 });
  map.seats.label.push('21');
  map.seats.category.push(0);
  map.seats.x.push(-100);
  map.seats.y.push(0);
  return map;
}

/** With an area of 500 places between the sections of the list: seats 40 to 539. */
export function mapWithArea(): HallMap {
  const map = smallMap();
  map.categories.push({ name: 'standing', colour: '#33691e', price: 55_000 });
  map.sections.push({
    name: 'Standing',
    group: null,
    outline: [
      [-50, 200],
      [2350, 200],
      [2350, 600],
      [-50, 600],
    ],
    places: 500,
    category: 2,
  });
  const [front, second, ...behind] = map.rows;
  map.rows = [
    front!,
    second!,
    { section: 2, name: '', first: 40, count: 500 },
    ...behind.map((row) => ({ ...row, first: row.first + 500 })),
  ];
  map.numbers = [{ first: 101, count: 544 }];
  return map;
}

/** Statuses by seat, four a byte; 3 fills up the last one. */
export function packed(statuses: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(statuses.length / 4)).fill(0);
  while (statuses.length % 4 !== 0) statuses = [...statuses, 3];
  statuses.forEach((status, seat) => (bytes[seat >> 2]! |= status << ((seat & 3) * 2)));
  return bytes;
}
