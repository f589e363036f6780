// Draws one tile: the floor, then the seats, then their labels, as far as its scale shows them.
import { rgbOf, type Rgb } from './colour_vision.ts';
import { type MapColours, sectionFill, textOn } from './colours.ts';
import { type Detail, detailAt } from './detail.ts';
import { type Box, grown, overlap } from './geometry.ts';
import type { Hall, SeatTrait, Section } from './hall.ts';
import { type SeatAppearance, SeatShapes, stamp } from './seat_shapes.ts';
import { face } from './section_names.ts';
import { tileSize } from './tiles.ts';
import { traitIcons } from './traits.ts';

/** What the painter has to know of a seat or section at the moment of painting. */
export interface Sight {
  appearanceOf: (seat: number) => SeatAppearance;
  /** The category that colours a section, null for none; and how much of the section is free, 0 to 1. */
  fill: (section: Section) => { category: number | null; share: number };
}

/** The width of a seat, as a share of the distance between two. */
const seatWidth = 0.82;

export type TileSurface = HTMLCanvasElement;

export class TilePainter {
  readonly #floor: CanvasRenderingContext2D;
  #shapes = new SeatShapes(1);
  #colours: Rgb[] = [];
  #taken: Rgb = [0, 0, 0];
  #own: Rgb = [0, 0, 0];
  #hatch: CanvasPattern | null = null;

  constructor(
    private readonly hall: Hall,
    private readonly sight: Sight,
    private colours: MapColours,
  ) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = tileSize;
    // In memory, where its bytes can be read and written without asking a GPU for them.
    this.#floor = canvas.getContext('2d', { alpha: false, willReadFrequently: true })!;
    this.recolour(colours);
  }

  recolour(colours: MapColours): void {
    this.colours = colours;
    this.#colours = colours.categories.map(rgbOf);
    this.#taken = rgbOf(colours.taken);
    this.#own = rgbOf(colours.own);
    this.#hatch = hatched(this.#floor, colours.edge);
  }

  /** `scale`: device pixels for a seat's width; `density`: device pixels for a CSS pixel. */
  paint(surface: TileSurface, column: number, line: number, scale: number, density: number): void {
    const box = {
      x: (column * tileSize) / scale,
      y: (line * tileSize) / scale,
      width: tileSize / scale,
      height: tileSize / scale,
    };
    const detail = detailAt(scale / density);
    this.#paintFloor(box, scale, detail, density);
    const target = surface.getContext('2d', { alpha: false })!;
    if (detail === 'sections') {
      target.drawImage(this.#floor.canvas, 0, 0);
      return;
    }
    const picture = this.#floor.getImageData(0, 0, tileSize, tileSize);
    const seats = this.#paintSeats(picture, box, scale);
    target.putImageData(picture, 0, 0);
    if (detail === 'numbers') this.#writeNumbers(target, seats, box, scale);
    if (scale / density >= 12) this.#markTraits(target, seats, box, scale);
    if (scale / density >= 9) this.#writeRows(target, box, scale, density);
  }

  #paintFloor(box: Box, scale: number, detail: Detail, density: number) {
    const floor = this.#floor;
    floor.setTransform(1, 0, 0, 1, 0, 0);
    floor.fillStyle = this.colours.ground;
    floor.fillRect(0, 0, tileSize, tileSize);
    floor.setTransform(scale, 0, 0, scale, -box.x * scale, -box.y * scale);
    this.#paintStage(box);
    floor.lineJoin = 'round';
    for (const section of this.hall.sections) {
      if (!overlap(grown(section.bounds, 2), box)) continue;
      trace(floor, section.outline);
      const { category, share } = this.sight.fill(section);
      // An area has no seats to show, however near.
      const asWhole = detail === 'sections' || section.area !== null;
      floor.lineWidth = 1.1 * this.hall.spacing;
      floor.fillStyle = asWhole ? sectionFill(this.colours, category, share) : this.colours.floor;
      floor.strokeStyle = floor.fillStyle;
      floor.stroke();
      floor.fill();
      if (asWhole && share === 0 && this.#hatch) {
        // Sold out is hatched: to be seen without colours, too.
        this.#hatch.setTransform(new DOMMatrix().scale(density / scale));
        floor.fillStyle = this.#hatch;
        floor.fill();
      }
      if (detail !== 'sections') continue;
      floor.lineWidth = (1.5 * density) / scale;
      floor.strokeStyle = this.colours.ground;
      floor.stroke();
    }
  }

  #paintStage(box: Box) {
    const stage = this.hall.stage;
    if (!stage || !overlap(stage, box)) return;
    const corner = Math.min(stage.width, stage.height) * 0.08;
    this.#floor.beginPath();
    this.#floor.roundRect(stage.x, stage.y, stage.width, stage.height, corner);
    this.#floor.fillStyle = this.colours.stage;
    this.#floor.fill();
  }

  /** Returns the seats that lie on the tile, at least in part. */
  #paintSeats(picture: ImageData, box: Box, scale: number): number[] {
    const size = seatWidth * this.hall.spacing * scale;
    if (this.#shapes.size !== size) this.#shapes = new SeatShapes(size);
    const seats: number[] = [];
    this.hall.grid.within(grown(box, this.hall.spacing), (seat) => {
      seats.push(seat);
      const x = (this.hall.x[seat]! - box.x) * scale;
      const y = (this.hall.y[seat]! - box.y) * scale;
      const appearance = this.sight.appearanceOf(seat);
      stamp(picture, this.#shapes.mask(appearance, x, y), x, y, this.#colourOf(seat, appearance));
    });
    return seats;
  }

  #colourOf(seat: number, appearance: SeatAppearance): Rgb {
    if (appearance === 'free') return this.#colours[this.hall.category[seat]!]!;
    return appearance === 'own' || appearance === 'paid' ? this.#own : this.#taken;
  }

  #writeNumbers(target: CanvasRenderingContext2D, seats: number[], box: Box, scale: number) {
    const height = Math.round(seatWidth * this.hall.spacing * scale * 0.44);
    target.font = `600 ${height}px ${face}`;
    target.textAlign = 'center';
    target.textBaseline = 'middle';
    for (const seat of seats) {
      if (this.sight.appearanceOf(seat) !== 'free') continue;
      const label = this.hall.label[seat]!;
      if (label.length > 4 || this.hall.traitsOf(seat).some(standsForItself)) continue;
      target.fillStyle = textOn(this.#colours[this.hall.category[seat]!]!);
      target.fillText(
        label,
        (this.hall.x[seat]! - box.x) * scale,
        (this.hall.y[seat]! - box.y) * scale + height * 0.06,
      );
    }
  }

  /** In the place of the number for wheelchairs and companions, below it for a restricted view. */
  #markTraits(target: CanvasRenderingContext2D, seats: number[], box: Box, scale: number) {
    const width = seatWidth * this.hall.spacing * scale;
    for (const seat of seats) {
      const trait = this.hall.traitsOf(seat).find((each) => each !== 'aisle');
      if (!trait || this.sight.appearanceOf(seat) !== 'free') continue;
      const size = trait === 'restricted-view' ? width * 0.4 : width * 0.66;
      const [x, y] = [(this.hall.x[seat]! - box.x) * scale, (this.hall.y[seat]! - box.y) * scale];
      target.save();
      target.translate(x - size / 2, trait === 'restricted-view' ? y + width * 0.5 - size : y - size / 2);
      target.scale(size / 24, size / 24);
      target.lineWidth = 2.4;
      target.lineCap = target.lineJoin = 'round';
      target.strokeStyle = textOn(this.#colours[this.hall.category[seat]!]!);
      target.stroke(pictureOf(trait));
      target.restore();
    }
  }

  /** The names of the rows, next to their first and last seats. */
  #writeRows(target: CanvasRenderingContext2D, box: Box, scale: number, density: number) {
    const near = grown(box, 5);
    target.font = `${Math.round(Math.min(12 * density, 0.62 * scale))}px ${face}`;
    target.fillStyle = this.colours.inkSoft;
    target.textBaseline = 'middle';
    const write = (name: string, end: number, before: number) => {
      const [x, y] = [this.hall.x[end]!, this.hall.y[end]!];
      if (x < near.x || y < near.y || x > near.x + near.width || y > near.y + near.height) return;
      const away = Math.hypot(x - this.hall.x[before]!, y - this.hall.y[before]!) || 1;
      const [dx, dy] = [(x - this.hall.x[before]!) / away, (y - this.hall.y[before]!) / away];
      // A long name grows away from the seats, never over them.
      target.textAlign = dx > 0.5 ? 'left' : dx < -0.5 ? 'right' : 'center';
      const gap = this.hall.spacing * (Math.abs(dx) > 0.5 ? 0.7 : 1);
      target.fillText(name, (x + dx * gap - box.x) * scale, (y + dy * gap - box.y) * scale);
    };
    for (const section of this.hall.sections) {
      if (section.area || !overlap(grown(section.bounds, 3), box)) continue;
      for (const row of section.rows) {
        if (row.count < 2) continue;
        const last = row.first + row.count - 1;
        write(row.name, row.first, row.first + 1);
        write(row.name, last, last - 1);
      }
    }
  }
}

/** The picture of it takes the place of the seat's number. */
const standsForItself = (trait: SeatTrait) => trait === 'wheelchair' || trait === 'companion';

const pictures = new Map<SeatTrait, Path2D>();
function pictureOf(trait: SeatTrait): Path2D {
  let picture = pictures.get(trait);
  if (!picture) pictures.set(trait, (picture = new Path2D(traitIcons[trait])));
  return picture;
}

function trace(context: CanvasRenderingContext2D, outline: Float32Array) {
  context.beginPath();
  for (let k = 0; k < outline.length; k += 2) context.lineTo(outline[k]!, outline[k + 1]!);
  context.closePath();
}

function hatched(context: CanvasRenderingContext2D, colour: string): CanvasPattern | null {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 8;
  const lines = canvas.getContext('2d')!;
  lines.strokeStyle = colour;
  lines.lineWidth = 1.5;
  lines.beginPath();
  for (const from of [-8, 0, 8]) {
    lines.moveTo(from, 8);
    lines.lineTo(from + 8, 0);
  }
  lines.stroke();
  return context.createPattern(canvas, 'repeat');
}
