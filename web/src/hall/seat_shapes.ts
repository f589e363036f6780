// The seats as small pictures of coverage, put into an image byte by byte. Without a GPU that is many times as fast as
// letting the canvas draw a circle or copy a picture for each; `npm run bench:map` compares.
import type { Rgb } from './colour_vision.ts';

/** How a seat appearances. Each has a shape of its own, so that nobody needs to tell them by colour. */
export type SeatAppearance = 'free' | 'unwanted' | 'reserved' | 'sold' | 'own' | 'paid';

/** How much of each pixel of a square is covered, 0 to 255. */
export interface Mask {
  readonly size: number;
  readonly coverage: Uint8Array;
}

/** Pictures are made for this many places of a seat within a pixel, each way, so that curved rows stay smooth. */
const phases = 4;

type Outline = (x: number, y: number) => number;

/** Signed distances to an edge, negative inside; in the unit of `radius`. */
const disc =
  (radius: number): Outline =>
  (x, y) =>
    Math.hypot(x, y) - radius;

const ring =
  (radius: number, width: number): Outline =>
  (x, y) =>
    Math.abs(Math.hypot(x, y) - radius + width / 2) - width / 2;

const tile =
  (half: number, corner: number): Outline =>
  (x, y) => {
    const [across, down] = [Math.abs(x) - half + corner, Math.abs(y) - half + corner];
    return Math.hypot(Math.max(across, 0), Math.max(down, 0)) + Math.min(Math.max(across, down), 0) - corner;
  };

const without =
  (outline: Outline, hole: Outline): Outline =>
  (x, y) =>
    Math.max(outline(x, y), -hole(x, y));

/** `size` is the width of a free seat, in pixels. */
function outlineOf(appearance: SeatAppearance, size: number): Outline {
  const radius = size / 2;
  switch (appearance) {
    case 'free':
      return disc(radius);
    case 'unwanted':
      return disc(radius * 0.62);
    case 'reserved':
      return ring(radius * 0.86, Math.max(1, size * 0.14));
    case 'sold':
      return disc(Math.max(0.8, radius * 0.34));
    case 'own':
      return without(tile(radius * 1.08, radius * 0.4), disc(radius * 0.36));
    case 'paid':
      return tile(radius * 1.08, radius * 0.4);
  }
}

/** The pictures of all appearances for one size. */
export class SeatShapes {
  readonly #masks = new Map<string, Mask>();

  constructor(readonly size: number) {}

  /** `x`, `y`: where the middle of the seat lies, in pixels; whole ones do not matter. */
  mask(appearance: SeatAppearance, x: number, y: number): Mask {
    const across = Math.floor((x - Math.floor(x)) * phases);
    const down = Math.floor((y - Math.floor(y)) * phases);
    const key = appearance + (across + down * phases);
    let mask = this.#masks.get(key);
    if (!mask) {
      mask = drawn(outlineOf(appearance, this.size), this.size, (across + 0.5) / phases, (down + 0.5) / phases);
      this.#masks.set(key, mask);
    }
    return mask;
  }
}

/** The middle of the seat is `across`, `down` from the corner of the middle pixel. */
function drawn(outline: Outline, seat: number, across: number, down: number): Mask {
  const half = Math.ceil(seat * 0.55 + 1);
  const size = 2 * half + 1;
  const coverage = new Uint8Array(size * size);
  for (let line = 0; line < size; line += 1) {
    for (let column = 0; column < size; column += 1) {
      const away = outline(column - half + 0.5 - across, line - half + 0.5 - down);
      coverage[line * size + column] = Math.round(255 * Math.min(1, Math.max(0, 0.5 - away)));
    }
  }
  return { size, coverage };
}

/** An opaque picture in memory: bytes red, green, blue, alpha. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Lays a colour over a picture through a mask whose middle pixel is the one with `x`, `y`; what is outside is cut. */
export function stamp(picture: Picture, mask: Mask, x: number, y: number, colour: Rgb): void {
  const { width, height, data } = picture;
  const half = (mask.size - 1) / 2;
  const [left, top] = [Math.floor(x) - half, Math.floor(y) - half];
  const [red, green, blue] = colour;
  const lastLine = Math.min(mask.size, height - top);
  const lastColumn = Math.min(mask.size, width - left);
  for (let line = Math.max(0, -top); line < lastLine; line += 1) {
    let from = line * mask.size + Math.max(0, -left);
    let to = ((top + line) * width + Math.max(0, left)) * 4;
    for (let column = Math.max(0, -left); column < lastColumn; column += 1, from += 1, to += 4) {
      const share = mask.coverage[from]!;
      if (share === 0) continue;
      if (share === 255) {
        data[to] = red;
        data[to + 1] = green;
        data[to + 2] = blue;
      } else {
        data[to]! += ((red - data[to]!) * share) / 255;
        data[to + 1]! += ((green - data[to + 1]!) * share) / 255;
        data[to + 2]! += ((blue - data[to + 2]!) * share) / 255;
      }
    }
  }
}
