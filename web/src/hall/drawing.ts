// Puts the map on the screen, frame by frame: tiles as far as they are drawn, names and marks over them. Draws only
// when something has changed. One frame is kept short by drawing only a few tiles in it; what is not there yet is shown
// by stretched tiles of another scale.
import type { Camera } from './camera.ts';
import type { MapColours } from './colours.ts';
import { detailAt } from './detail.ts';
import type { Box } from './geometry.ts';
import type { Hall, Section } from './hall.ts';
import { type Sight, TilePainter, type TileSurface } from './tile_painter.ts';
import { type Tile, type TileRange, TileSet, tileSize, widened } from './tiles.ts';
import { shown } from './view.ts';

/** Milliseconds of a frame for drawing tiles, while the map moves and while it rests. */
const whileMoving = 5;
const whileResting = 10;
/** Milliseconds after its beginning until which a frame of a moving map may draw tiles. */
const latest = 9;
/** Tiles stretched by less stay sharp enough while the fan zooms. */
const stretch = 1.7;
/** Tiles of other scales that are kept in case the fan zooms back, and surfaces for the next ones; 256 KiB each. */
const mostBefore = 120;
const mostSpare = 64;
/** More device pixels for a CSS pixel than this cannot be seen, and cost. */
const highestDensity = 2;

type Drawn = TileSet<TileSurface>;

export class Drawing {
  readonly #context: CanvasRenderingContext2D;
  readonly #painter: TilePainter;
  readonly #spare: TileSurface[] = [];
  /** The whole hall, for where nothing else is drawn; the tiles of now; and those of before, the last ones first. */
  #whole: Drawn;
  #now: Drawn;
  #before: Drawn[] = [];
  /** How sections are filled where they are drawn as a whole. */
  readonly #fills = new Map<number, string>();
  #wanted = 0;
  #density = 1;
  /** Frames and tiles drawn, for the bench. */
  readonly counts = { frames: 0, tiles: 0 };

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly hall: Hall,
    private readonly camera: Camera,
    private readonly sight: Sight,
    private colours: MapColours,
    private readonly marks: (context: CanvasRenderingContext2D, density: number) => void,
  ) {
    this.#context = canvas.getContext('2d', { alpha: false })!;
    this.#painter = new TilePainter(hall, sight, colours);
    this.#whole = this.#now = new TileSet(1);
    this.resize();
  }

  /** The element has another size, or the window another density. */
  resize(): void {
    this.#density = Math.min(highestDensity, Math.max(1, devicePixelRatio));
    const { width, height } = this.camera.size;
    this.canvas.width = Math.max(1, Math.round(width * this.#density));
    this.canvas.height = Math.max(1, Math.round(height * this.#density));
    for (const set of this.#sets()) this.#keep(set.giveUp());
    this.#whole = new TileSet(this.camera.whole.scale * this.#density);
    this.#before = [];
    this.#now = new TileSet(this.camera.goal.scale * this.#density);
    this.refresh();
  }

  recolour(colours: MapColours): void {
    this.colours = colours;
    this.#painter.recolour(colours);
    this.spoilAll();
  }

  spoilAll(): void {
    for (const set of this.#sets()) set.spoilAll();
    this.refresh();
  }

  /** These seats look different now, and with them perhaps the fill of their sections. */
  spoil(seats: readonly number[]): void {
    const sections = new Set<number>();
    for (const seat of seats) sections.add(this.hall.section[seat]!);
    const refilled = this.#refilled(sections);
    const drawn = seats.filter((seat) => !this.hall.sections[this.hall.section[seat]!]!.area);
    for (const set of this.#sets()) {
      const asSections = detailAt(set.scale / this.#density) === 'sections';
      for (const section of refilled) if (asSections || section.area) set.spoil(section.bounds);
      if (!asSections) for (const seat of drawn) set.spoil(this.#around(seat));
    }
    this.refresh();
  }

  /** Those that look different as a whole: a hundredth more or less cannot be seen. */
  #refilled(sections: ReadonlySet<number>): Section[] {
    return [...sections].flatMap((index) => {
      const section = this.hall.sections[index]!;
      const { category, share } = this.sight.fill(section);
      const fill = `${category} ${share <= 0 ? share : Math.ceil(share * 50)}`;
      if (this.#fills.get(index) === fill) return [];
      this.#fills.set(index, fill);
      return [section];
    });
  }

  #around(seat: number): Box {
    const reach = this.hall.spacing;
    return { x: this.hall.x[seat]! - reach, y: this.hall.y[seat]! - reach, width: 2 * reach, height: 2 * reach };
  }

  /** Asks for a frame; more calls before it are one. */
  refresh(): void {
    if (this.#wanted === 0) this.#wanted = requestAnimationFrame((time) => this.#frame(time));
  }

  stop(): void {
    cancelAnimationFrame(this.#wanted);
    this.#wanted = -1;
  }

  #sets(): Drawn[] {
    return [...new Set([this.#whole, ...this.#before, this.#now])];
  }

  #frame(time: number) {
    this.#wanted = 0;
    this.counts.frames += 1;
    const moving = this.camera.advance(time);
    this.#chooseScale();
    const part = shown(this.camera.view, this.camera.size);
    const unfinished = this.#drawTiles(part, time, moving);
    this.#compose(part);
    this.marks(this.#context, this.#density);
    if (moving || unfinished) this.refresh();
  }

  /** Where the camera is on its way to a goal, its tiles are drawn ahead. While the fan zooms, sets are taken at fixed
      steps, so that zooming back finds them again; what rests is drawn at its own scale. */
  #chooseScale() {
    const goal = this.camera.goal.scale * this.#density;
    let scale = goal;
    if (this.camera.zooming) {
      const ratio = goal / this.#now.scale;
      if (ratio < stretch && ratio > 1 / stretch) return;
      scale = this.#whole.scale * stretch ** Math.round(Math.log(goal / this.#whole.scale) / Math.log(stretch));
    }
    if (isAlike(scale, this.#now.scale)) return;
    const found = this.#sets().find((set) => isAlike(scale, set.scale));
    const before = [this.#now, ...this.#before].filter((set, k, all) => set !== found && all.indexOf(set) === k);
    this.#now = found ?? new TileSet(scale);
    let tiles = 0;
    this.#before = before.filter((set) => {
      tiles += set.count;
      if (set === this.#whole || tiles <= mostBefore) return true;
      this.#keep(set.giveUp());
      return false;
    });
  }

  /** Returns whether tiles are left to be drawn. */
  #drawTiles(part: Box, time: number, moving: boolean): boolean {
    // A frame that begins late, on a busy machine, has less time left.
    const now = performance.now();
    const end = moving ? Math.min(now + whileMoving, time + latest) : now + whileResting;
    const there = this.#now.range(shown(this.camera.goal, this.camera.size));
    // From far above, what is under way to the goal would be hundreds of tiles.
    const near = this.camera.view.scale * this.#density * stretch > this.#now.scale;
    if (near && this.#drawRange(this.#now, this.#now.range(part), end) > 0) return true;
    if (this.#drawRange(this.#now, there, end) > 0) return true;
    if (this.camera.zooming) return false;
    // What comes next when the fan drags on, and what is shown where the fan gets ahead of the drawing.
    const around = widened(there, 1);
    if (this.#drawRange(this.#whole, this.#whole.range(this.hall.bounds), end) > 0) return true;
    if (this.#drawRange(this.#now, around, end) > 0) return true;
    if (this.#now !== this.#whole) this.#keep(this.#now.giveUpOutside(widened(there, 3)));
    return false;
  }

  #drawRange(set: Drawn, range: TileRange, end: number): number {
    const wanted = set.toDraw(range);
    let drawn = 0;
    for (const { column, line, tile } of wanted) {
      if (drawn > 0 && performance.now() >= end) break;
      const surface = tile?.surface ?? this.#surface();
      this.#painter.paint(surface, column, line, set.scale, this.#density);
      if (tile) tile.stale = false;
      else set.put({ column, line, surface, stale: false });
      drawn += 1;
    }
    this.counts.tiles += drawn;
    return wanted.length - drawn;
  }

  #surface(): TileSurface {
    const spare = this.#spare.pop();
    if (spare) return spare;
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = tileSize;
    return canvas;
  }

  #keep(surfaces: TileSurface[]) {
    this.#spare.push(...surfaces.slice(0, Math.max(0, mostSpare - this.#spare.length)));
  }

  #compose(part: Box) {
    const context = this.#context;
    context.imageSmoothingQuality = 'low';
    const missing = this.#now.missing(this.#now.range(part));
    if (missing.length > 0) {
      // Stretching pictures is what costs most in a frame: only where nothing better is there.
      context.save();
      context.beginPath();
      for (const { column, line } of missing) context.rect(...this.#frameOf(this.#now, part, column, line));
      context.clip();
      context.fillStyle = this.colours.ground;
      context.fillRect(0, 0, this.canvas.width, this.canvas.height);
      this.#place(this.#whole, part);
      const last = this.#before.find((set) => set !== this.#whole);
      if (last) this.#place(last, part);
      context.restore();
    }
    this.#place(this.#now, part);
  }

  #place(set: Drawn, part: Box) {
    for (const tile of set.within(set.range(part)) as Tile<TileSurface>[]) {
      const [x, y, width, height] = this.#frameOf(set, part, tile.column, tile.line);
      if (width === tileSize && height === tileSize) this.#context.drawImage(tile.surface, x, y);
      else this.#context.drawImage(tile.surface, x, y, width, height);
    }
  }

  /** Where a tile lies on the canvas: both edges on whole pixels, so that neighbours meet without a seam. */
  #frameOf(set: Drawn, part: Box, column: number, line: number): [number, number, number, number] {
    const scale = this.camera.view.scale * this.#density;
    const step = (tileSize * scale) / set.scale;
    const [left, top] = [-part.x * scale, -part.y * scale];
    const [x, y] = [Math.round(left + column * step), Math.round(top + line * step)];
    return [x, y, Math.round(left + (column + 1) * step) - x, Math.round(top + (line + 1) * step) - y];
  }
}

function isAlike(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-9 * b;
}
