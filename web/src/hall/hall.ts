// The hall of a concert date: all of it that does not change while seats are sold, in arrays that drawing and
// searching are fast on. Seats are named by their index in the date's seat list; coordinates are in seat widths, x to
// the right and y down. Made once from the answer of GET /concert/{id}/map.
import { type Box, boxAround, inside, type Point, toEdge } from './geometry.ts';
import type { HallMap } from './hall_map.ts';
import { SeatGrid } from './seat_grid.ts';

export interface Section {
  readonly index: number;
  /** As printed on the ticket; '' where the seats name none. */
  readonly name: string;
  readonly group: string | null;
  /** x0, y0, x1, y1, ... around the section. */
  readonly outline: Float32Array;
  readonly bounds: Box;
  /** Its seats, in the order of the list. */
  readonly seats: Uint32Array;
  readonly rows: readonly Row[];
  /** A place well inside, where its name can stand, and how far the edge is from it. */
  readonly middle: Point & { readonly room: number };
}

/** Seats of one row that follow each other in the list. */
export interface Row {
  readonly index: number;
  readonly section: number;
  readonly name: string;
  readonly first: number;
  readonly count: number;
}

export interface Category {
  readonly name: string | null;
  readonly colour: string;
  readonly price: number;
}

export class Hall {
  readonly seatCount: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** By seat: the indices of its category, section and row. */
  readonly category: Uint8Array;
  readonly section: Uint16Array;
  readonly row: Uint32Array;
  readonly label: readonly string[];
  readonly sections: readonly Section[];
  readonly rows: readonly Row[];
  readonly categories: readonly Category[];
  readonly stage: HallMap['stage'];
  /** Around all seats, sections and the stage. */
  readonly bounds: Box;
  /** From a seat to the next in its row, where they stand closest; what a seat may be as wide as. */
  readonly spacing: number;
  readonly grid: SeatGrid;
  readonly #numbers: HallMap['numbers'];

  /** Throws RangeError for a map whose parts do not fit together. */
  constructor(map: HallMap) {
    const { seats, unit } = map;
    this.seatCount = seats.label.length;
    if ([seats.x, seats.y, seats.category].some((list) => list.length !== this.seatCount)) {
      throw new RangeError('the map names more seats than it has places');
    }
    if (map.numbers.reduce((sum, { count }) => sum + count, 0) !== this.seatCount) {
      throw new RangeError('the map does not number its seats');
    }
    this.#numbers = map.numbers;
    this.label = seats.label;
    this.x = Float32Array.from(seats.x, (value) => value / unit);
    this.y = Float32Array.from(seats.y, (value) => value / unit);
    this.category = Uint8Array.from(seats.category);
    this.categories = map.categories;
    this.rows = map.rows.map((row, index) => ({ ...row, index }));
    this.section = new Uint16Array(this.seatCount);
    this.row = new Uint32Array(this.seatCount);
    this.#assignRows();
    this.sections = map.sections.map((section, index) => this.#section(section, index, unit));
    this.stage = map.stage && scaled(map.stage, unit);
    const parts: Box[] = this.sections.map(({ bounds }) => bounds);
    this.bounds = boxAround(corners(this.stage ? [...parts, this.stage] : parts));
    this.spacing = this.#closest();
    this.grid = new SeatGrid(this.x, this.y);
  }

  /** The index of the seat with this number; undefined where the map has none. Labels may be missing or the same. */
  indexOf(seatNumber: number): number | undefined {
    let start = 0;
    for (const { first, count } of this.#numbers) {
      if (seatNumber >= first && seatNumber < first + count) return start + seatNumber - first;
      start += count;
    }
    return undefined;
  }

  /** The number of a seat: unlike its index, it is the same on every map of its date. */
  numberOf(seat: number): number {
    let start = 0;
    for (const { first, count } of this.#numbers) {
      if (seat < start + count) return first + seat - start;
      start += count;
    }
    throw new RangeError(`the map has no seat ${seat}`);
  }

  #assignRows() {
    let next = 0;
    for (const row of this.rows) {
      if (row.first !== next) throw new RangeError('the rows of the map leave seats out');
      next += row.count;
      this.section.fill(row.section, row.first, next);
      this.row.fill(row.index, row.first, next);
    }
    if (next !== this.seatCount) throw new RangeError('the rows of the map do not cover its seats');
  }

  #section(section: HallMap['sections'][number], index: number, unit: number): Section {
    const rows = this.rows.filter((row) => row.section === index);
    const seats = new Uint32Array(rows.reduce((sum, row) => sum + row.count, 0));
    let filled = 0;
    for (const row of rows) for (let k = 0; k < row.count; k += 1) seats[filled++] = row.first + k;
    const outline = Float32Array.from(section.outline.flat(), (value) => value / unit);
    const bounds = boxAround(outline.length >= 6 ? outline : this.#placesOf(seats));
    const { name, group } = section;
    return { index, name, group, outline, bounds, seats, rows, middle: this.#middle(seats, outline) };
  }

  #placesOf(seats: Uint32Array): Float32Array {
    const places = new Float32Array(seats.length * 2);
    seats.forEach((seat, k) => places.set([this.x[seat]!, this.y[seat]!], 2 * k));
    return places;
  }

  /** Among some of its seats and their average, the place furthest from the edge. */
  #middle(seats: Uint32Array, outline: Float32Array): Section['middle'] {
    const average = { x: 0, y: 0 };
    for (const seat of seats) {
      average.x += this.x[seat]! / seats.length;
      average.y += this.y[seat]! / seats.length;
    }
    const step = Math.max(1, Math.floor(seats.length / 150));
    const candidates: Point[] = [average];
    for (let k = 0; k < seats.length; k += step) candidates.push({ x: this.x[seats[k]!]!, y: this.y[seats[k]!]! });
    let best = { ...average, room: 0 };
    for (const place of candidates) {
      const room = inside(outline, place) ? toEdge(outline, place) : 0;
      // The average looks best; only much more room is worth leaving it.
      if (room > best.room * (best.x === average.x ? 1.25 : 1)) best = { ...place, room };
    }
    return best;
  }

  #closest(): number {
    const gaps: number[] = [];
    for (const row of this.rows) {
      for (let seat = row.first + 1; seat < row.first + row.count; seat += 1) {
        gaps.push(Math.hypot(this.x[seat]! - this.x[seat - 1]!, this.y[seat]! - this.y[seat - 1]!));
      }
    }
    // Not the very smallest: one pair of seats drawn over each other must not shrink all of them.
    const sorted = Float32Array.from(gaps).sort();
    const gap = sorted[Math.floor(sorted.length * 0.05)] ?? 1;
    return Math.min(1.25, Math.max(0.25, gap));
  }
}

function scaled(stage: NonNullable<HallMap['stage']>, unit: number): NonNullable<HallMap['stage']> {
  return { ...stage, x: stage.x / unit, y: stage.y / unit, width: stage.width / unit, height: stage.height / unit };
}

function corners(boxes: readonly Box[]): Float32Array {
  return Float32Array.from(boxes.flatMap((box) => [box.x, box.y, box.x + box.width, box.y + box.height]));
}
