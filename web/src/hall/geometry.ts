// Points, boxes and outlines, in any unit of length; y grows downwards.

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** x and y are the corner with the smallest coordinates. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `places` is x0, y0, x1, y1, ...; an empty one gives a box of 1 around the origin. */
export function boxAround(places: Float32Array): Box {
  if (places.length < 2) return { x: -0.5, y: -0.5, width: 1, height: 1 };
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let k = 0; k + 1 < places.length; k += 2) {
    left = Math.min(left, places[k]!);
    right = Math.max(right, places[k]!);
    top = Math.min(top, places[k + 1]!);
    bottom = Math.max(bottom, places[k + 1]!);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export function grown(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function middleOf(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Even-odd rule; `outline` is x0, y0, x1, y1, ... and closes itself. */
export function inside(outline: Float32Array, { x, y }: Point): boolean {
  let within = false;
  const corners = outline.length / 2;
  for (let k = 0, before = corners - 1; k < corners; before = k, k += 1) {
    const [x1, y1, x2, y2] = [outline[2 * k]!, outline[2 * k + 1]!, outline[2 * before]!, outline[2 * before + 1]!];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) within = !within;
  }
  return within;
}

/** How far a point is from the nearest edge of an outline, whether inside or out. */
export function toEdge(outline: Float32Array, { x, y }: Point): number {
  let least = Infinity;
  const corners = outline.length / 2;
  for (let k = 0, before = corners - 1; k < corners; before = k, k += 1) {
    const [x1, y1] = [outline[2 * before]!, outline[2 * before + 1]!];
    const [dx, dy] = [outline[2 * k]! - x1, outline[2 * k + 1]! - y1];
    const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(x - x1 - along * dx, y - y1 - along * dy));
  }
  return least;
}
