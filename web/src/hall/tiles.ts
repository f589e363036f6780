// The drawn hall, cut into square pictures. A set of tiles shows the hall at one scale; while the fan drags or zooms,
// tiles are only moved and stretched, and a few new ones are drawn in each frame.
import type { Box } from './geometry.ts';

/** In device pixels. */
export const tileSize = 256;

export interface Tile<Surface> {
  readonly column: number;
  readonly line: number;
  readonly surface: Surface;
  /** Shows what was; may be shown until it is drawn again. */
  stale: boolean;
}

/** Columns and lines, the last ones included. */
export interface TileRange {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export class TileSet<Surface> {
  readonly #tiles = new Map<number, Tile<Surface>>();

  /** Device pixels for a seat's width. */
  constructor(readonly scale: number) {}

  /** The tiles that a part of the hall lies on. */
  range(box: Box): TileRange {
    const at = (place: number) => Math.floor((place * this.scale) / tileSize);
    return { left: at(box.x), top: at(box.y), right: at(box.x + box.width), bottom: at(box.y + box.height) };
  }

  get(column: number, line: number): Tile<Surface> | undefined {
    return this.#tiles.get(key(column, line));
  }

  put(tile: Tile<Surface>): void {
    this.#tiles.set(key(tile.column, tile.line), tile);
  }

  get count(): number {
    return this.#tiles.size;
  }

  /** Those of a range that are there. */
  within(range: TileRange): Tile<Surface>[] {
    const found: Tile<Surface>[] = [];
    each(range, (column, line) => {
      const tile = this.get(column, line);
      if (tile) found.push(tile);
    });
    return found;
  }

  missing(range: TileRange): { column: number; line: number }[] {
    const places: { column: number; line: number }[] = [];
    each(range, (column, line) => {
      if (!this.#tiles.has(key(column, line))) places.push({ column, line });
    });
    return places;
  }

  /** What has to be drawn of a range: stale ones first, because they say something wrong; then from the middle out. */
  toDraw(range: TileRange): { column: number; line: number; tile: Tile<Surface> | undefined }[] {
    const wanted: { column: number; line: number; tile: Tile<Surface> | undefined; order: number }[] = [];
    const [x, y] = [(range.left + range.right) / 2, (range.top + range.bottom) / 2];
    each(range, (column, line) => {
      const tile = this.get(column, line);
      if (tile && !tile.stale) return;
      wanted.push({ column, line, tile, order: Math.hypot(column - x, line - y) - (tile ? 1000 : 0) });
    });
    return wanted.sort((a, b) => a.order - b.order);
  }

  /** What lies on this part of the hall has changed. */
  spoil(box: Box): void {
    for (const tile of this.within(this.range(box))) tile.stale = true;
  }

  spoilAll(): void {
    for (const tile of this.#tiles.values()) tile.stale = true;
  }

  /** Gives up the tiles outside of a range; returns their surfaces, to be drawn on again. */
  giveUpOutside(range: TileRange): Surface[] {
    const surfaces: Surface[] = [];
    for (const [name, tile] of this.#tiles) {
      const { column, line } = tile;
      if (column >= range.left && column <= range.right && line >= range.top && line <= range.bottom) continue;
      this.#tiles.delete(name);
      surfaces.push(tile.surface);
    }
    return surfaces;
  }

  giveUp(): Surface[] {
    return this.giveUpOutside({ left: 1, right: 0, top: 1, bottom: 0 });
  }
}

export function widened(range: TileRange, by: number): TileRange {
  return { left: range.left - by, top: range.top - by, right: range.right + by, bottom: range.bottom + by };
}

function each(range: TileRange, visit: (column: number, line: number) => void) {
  for (let line = range.top; line <= range.bottom; line += 1) {
    for (let column = range.left; column <= range.right; column += 1) visit(column, line);
  }
}

/** Columns and lines stay far below 2^20: a hall is at most some 10^4 seats wide, 10^6 pixels. */
function key(column: number, line: number): number {
  return (line + 0x80000) * 0x100000 + (column + 0x80000);
}
