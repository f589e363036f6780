// Finds seats by place. The hall is cut into square cells; the seats of a cell lie together in one array.
import type { Box } from './geometry.ts';

/** In seat widths. A cell holds about a hundred seats of a full stand. */
const cellSize = 10;
/** A hall scattered over this many cells gets larger ones, so that the index stays small. */
const mostCells = 65_536;

export class SeatGrid {
  readonly #left: number;
  readonly #top: number;
  readonly #size: number;
  readonly #columns: number;
  readonly #lines: number;
  /** The seats of cell c are #seats[#starts[c]] up to #seats[#starts[c + 1] - 1]. */
  readonly #starts: Uint32Array;
  readonly #seats: Uint32Array;

  constructor(
    private readonly x: Float32Array,
    private readonly y: Float32Array,
    /** Those that are to be found. */
    seats: Uint32Array,
  ) {
    const extent = (values: Float32Array) => {
      let [low, high] = [Infinity, -Infinity];
      for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
      return values.length > 0 ? { low, length: high - low } : { low: 0, length: 0 };
    };
    const [across, down] = [extent(x), extent(y)];
    this.#left = across.low;
    this.#top = down.low;
    this.#size = Math.max(cellSize, Math.sqrt((across.length * down.length) / mostCells));
    this.#columns = Math.floor(across.length / this.#size) + 1;
    this.#lines = Math.floor(down.length / this.#size) + 1;
    this.#starts = new Uint32Array(this.#columns * this.#lines + 1);
    this.#seats = new Uint32Array(seats.length);
    this.#fill(seats);
  }

  #fill(seats: Uint32Array) {
    const cells = seats.map((seat) => this.#column(this.x[seat]!) + this.#line(this.y[seat]!) * this.#columns);
    for (const cell of cells) this.#starts[cell + 1]! += 1;
    for (let cell = 1; cell < this.#starts.length; cell += 1) this.#starts[cell]! += this.#starts[cell - 1]!;
    const next = this.#starts.slice();
    seats.forEach((seat, k) => (this.#seats[next[cells[k]!]!++] = seat));
  }

  #column(x: number): number {
    return Math.min(this.#columns - 1, Math.max(0, Math.floor((x - this.#left) / this.#size)));
  }

  #line(y: number): number {
    return Math.min(this.#lines - 1, Math.max(0, Math.floor((y - this.#top) / this.#size)));
  }

  /** Calls `visit` for every seat whose middle lies in the box, its edges included. */
  within(box: Box, visit: (seat: number) => void): void {
    const [right, bottom] = [box.x + box.width, box.y + box.height];
    const lastColumn = this.#column(right);
    const lastLine = this.#line(bottom);
    for (let line = this.#line(box.y); line <= lastLine; line += 1) {
      for (let column = this.#column(box.x); column <= lastColumn; column += 1) {
        const cell = column + line * this.#columns;
        for (let k = this.#starts[cell]!; k < this.#starts[cell + 1]!; k += 1) {
          const seat = this.#seats[k]!;
          const [x, y] = [this.x[seat]!, this.y[seat]!];
          if (x >= box.x && x <= right && y >= box.y && y <= bottom) visit(seat);
        }
      }
    }
  }

  /** The seat nearest to a place and not further than `reach` from it; undefined where there is none. */
  nearest(x: number, y: number, reach: number): number | undefined {
    let found: number | undefined;
    let least = reach;
    this.within({ x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach }, (seat) => {
      const away = Math.hypot(this.x[seat]! - x, this.y[seat]! - y);
      if (away <= least) [found, least] = [seat, away];
    });
    return found;
  }
}
