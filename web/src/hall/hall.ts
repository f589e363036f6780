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
  readonly rows: readonly Row[];
  /** Only of an area, which has no seats to pick: how many have room in it, and what a place of it costs. */
  readonly area: { readonly places: number; readonly category: number } | null;
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

/** What is special about a seat. */
export type SeatTrait = HallMap['traits'][number]['traits'][number];

const nothingSpecial: readonly SeatTrait[] = [];

export interface Category {
  readonly name: string | null;
  readonly colour: string;
  readonly price: number;
}

export class Hall {
  /** Places of areas are seats, too; all those of one area lie in one spot of it. */
  readonly seatCount: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** By seat: the indices of its category, section and row. */
  readonly category: Uint8Array;
  readonly section: Uint16Array;
  readonly row: Uint32Array;
  /** '' of a place of an area. */
  readonly label: readonly string[];
  readonly sections: readonly Section[];
  readonly rows: readonly Row[];
  readonly categories: readonly Category[];
  readonly stage: HallMap['stage'];
  /** Around all seats, sections and the stage. */
  readonly bounds: Box;
  /** From a seat to the next in its row, where they stand closest; what a seat may be as wide as. */
  readonly spacing: number;
  /** Of all seats that can be picked. */
  readonly grid: SeatGrid;
  /** The categories of the seats that can be picked. */
  readonly pickable: ReadonlySet<number>;
  /** The seats for wheelchairs. */
  readonly wheelchairs: readonly number[];
  readonly #traits = new Map<number, readonly SeatTrait[]>();
  readonly #numbers: HallMap['numbers'];

  /** Throws RangeError for a map whose parts do not fit together. */
  constructor(map: HallMap) {
    const { seats, unit } = map;
    this.rows = map.rows.map((row, index) => ({ ...row, index }));
    this.seatCount = this.rows.reduce((sum, { count }) => sum + count, 0);
    if (map.numbers.reduce((sum, { count }) => sum + count, 0) !== this.seatCount) {
      throw new RangeError('the map does not number its seats');
    }
    this.#numbers = map.numbers;
    this.categories = map.categories;
    this.x = new Float32Array(this.seatCount);
    this.y = new Float32Array(this.seatCount);
    this.category = new Uint8Array(this.seatCount);
    this.section = new Uint16Array(this.seatCount);
    this.row = new Uint32Array(this.seatCount);
    this.#assignRows();
    const picked = this.#spread(map);
    this.label = spreadOver(Array<string>(this.seatCount).fill(''), picked, seats.label);
    for (const { first, count, traits } of map.traits) {
      for (let k = 0; k < count; k += 1) this.#traits.set(first + k, traits);
    }
    this.wheelchairs = [...this.#traits.keys()].filter((seat) => this.traitsOf(seat).includes('wheelchair'));
    this.pickable = new Set(seats.category);
    this.sections = map.sections.map((section, index) => this.#section(section, index, unit));
    this.stage = map.stage && scaled(map.stage, unit);
    const parts: Box[] = this.sections.map(({ bounds }) => bounds);
    this.bounds = boxAround(corners(this.stage ? [...parts, this.stage] : parts));
    this.spacing = this.#closest();
    this.grid = new SeatGrid(this.x, this.y, picked);
  }

  traitsOf(seat: number): readonly SeatTrait[] {
    return this.#traits.get(seat) ?? nothingSpecial;
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

  /** Takes over what the map says of each seat that can be picked; returns their indices. */
  #spread({ sections, seats, unit }: HallMap): Uint32Array {
    const places = this.rows.filter(({ section }) => sections[section]!.places !== undefined);
    const picked = new Uint32Array(this.seatCount - places.reduce((sum, { count }) => sum + count, 0));
    if ([seats.label, seats.x, seats.y, seats.category].some((list) => list.length !== picked.length)) {
      throw new RangeError('the map does not say of each seat where it is');
    }
    let filled = 0;
    for (const { section, first, count } of this.rows) {
      const { places: area, category = 0 } = sections[section]!;
      if (area === undefined) for (let k = 0; k < count; k += 1) picked[filled++] = first + k;
      else this.category.fill(category, first, first + count);
    }
    spreadOver(this.category, picked, seats.category);
    spreadOver(
      this.x,
      picked,
      seats.x.map((value) => value / unit),
    );
    spreadOver(
      this.y,
      picked,
      seats.y.map((value) => value / unit),
    );
    return picked;
  }

  #section(section: HallMap['sections'][number], index: number, unit: number): Section {
    const rows = this.rows.filter((row) => row.section === index);
    const outline = Float32Array.from(section.outline.flat(), (value) => value / unit);
    const { name, group, places, category = 0 } = section;
    const area = places === undefined ? null : { places, category };
    const within = area ? spots(boxAround(outline)) : this.#placesOf(rows);
    const bounds = boxAround(outline.length >= 6 ? outline : within);
    const middle = middleOf(within, outline);
    if (area) {
      // My own are marked there: above the name, if that is still in the area.
      const above = { x: middle.x, y: (bounds.y + middle.y) / 2 };
      const { x, y } = inside(outline, above) ? above : middle;
      for (const { first, count } of rows) {
        this.x.fill(x, first, first + count);
        this.y.fill(y, first, first + count);
      }
    }
    return { index, name, group, outline, bounds, rows, area, middle };
  }

  /** x0, y0, x1, y1, ... of the seats of some rows. */
  #placesOf(rows: readonly Row[]): Float32Array {
    const places: number[] = [];
    for (const { first, count } of rows) {
      for (let seat = first; seat < first + count; seat += 1) places.push(this.x[seat]!, this.y[seat]!);
    }
    return Float32Array.from(places);
  }

  #closest(): number {
    const gaps: number[] = [];
    for (const row of this.rows) {
      if (this.sections[row.section]!.area) continue;
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

/** Of each of `picked`, what `values` has in its place. */
function spreadOver<List extends { [index: number]: unknown }>(
  list: List,
  picked: Uint32Array,
  values: readonly List[number][],
): List {
  picked.forEach((seat, k) => (list[seat] = values[k]));
  return list;
}

/** Places all over a box, its middle first. */
function spots({ x, y, width, height }: Box): Float32Array {
  const [across, down] = [11, 11];
  const places = [x + width / 2, y + height / 2];
  for (let i = 0; i < across * down; i += 1) {
    places.push(x + (((i % across) + 0.5) / across) * width, y + ((Math.floor(i / across) + 0.5) / down) * height);
  }
  return Float32Array.from(places);
}

/** Among some of these places (x0, y0, ...) and their average, the one furthest from the edge. */
function middleOf(places: Float32Array, outline: Float32Array): Section['middle'] {
  const count = places.length / 2;
  const average = { x: 0, y: 0 };
  for (let k = 0; k < count; k += 1) {
    average.x += places[2 * k]! / count;
    average.y += places[2 * k + 1]! / count;
  }
  const step = Math.max(1, Math.floor(count / 150));
  const candidates: Point[] = [average];
  for (let k = 0; k < count; k += step) candidates.push({ x: places[2 * k]!, y: places[2 * k + 1]! });
  let best = { ...average, room: 0 };
  for (const place of candidates) {
    const room = inside(outline, place) ? toEdge(outline, place) : 0;
    // The average looks best; only much more room is worth leaving it.
    if (room > best.room * (best.x === average.x ? 1.25 : 1)) best = { ...place, room };
  }
  return best;
}

function scaled(stage: NonNullable<HallMap['stage']>, unit: number): NonNullable<HallMap['stage']> {
  return { ...stage, x: stage.x / unit, y: stage.y / unit, width: stage.width / unit, height: stage.height / unit };
}

function corners(boxes: readonly Box[]): Float32Array {
  return Float32Array.from(boxes.flatMap((box) => [box.x, box.y, box.x + box.width, box.y + box.height]));
}
