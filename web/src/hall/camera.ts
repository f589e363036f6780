// Where the fan looks, over time: follows the finger, glides on, and flies to what was asked for.
import { type Box, type Point } from './geometry.ts';
import { kept, moved, onTheWay, showing, type Size, type View, zoomed } from './view.ts';

/** Milliseconds. */
const flight = 420;
/** After the last zoom by hand, the scale counts as settled. */
const settled = 140;
/** A glide loses half of its speed in this many milliseconds, and ends below this many CSS pixels per millisecond. */
const halving = 110;
const slowest = 0.02;

export class Camera {
  view: View;
  size: Size;
  /** The smallest view: all of the hall. */
  whole: View;
  #flight: { from: View; to: View; start: number | null } | null = null;
  #glide: { vx: number; vy: number; last: number | null } | null = null;
  #zoomedAt = -Infinity;
  #zoomed = false;
  /** Moves at once instead of flying (prefers-reduced-motion). */
  still = false;

  constructor(
    private readonly bounds: Box,
    size: Size,
    private readonly changed: () => void,
  ) {
    this.size = size;
    this.whole = this.view = showing(bounds, size, marginFor(size));
  }

  resize(size: Size): void {
    const atWhole = this.view.scale <= this.whole.scale * 1.01;
    this.size = size;
    this.whole = showing(this.bounds, size, marginFor(size));
    this.#stop();
    this.view = atWhole ? this.whole : this.#keep(this.view);
    this.changed();
  }

  /** Where the view will be when nothing else happens; the view itself while it rests or is dragged. */
  get goal(): View {
    return this.#flight?.to ?? this.view;
  }

  /** The fan is zooming by hand: the scale is not settled yet. */
  get zooming(): boolean {
    return this.#zoomed;
  }

  drag(dx: number, dy: number): void {
    this.#stop();
    this.view = this.#keep(moved(this.view, dx, dy));
    this.changed();
  }

  /** Let go while dragging at this speed, in CSS pixels per millisecond. */
  glide(vx: number, vy: number): void {
    if (this.still || Math.hypot(vx, vy) < 0.1) return;
    this.#glide = { vx, vy, last: null };
    this.changed();
  }

  /** By a pinch or the wheel: the place under `at` stays where it is. */
  zoomBy(factor: number, at: Point, now = performance.now()): void {
    this.#stop();
    this.#zoomedAt = now;
    this.#zoomed = true;
    this.view = this.#zoomedTo(this.view, at, this.view.scale * factor);
    this.changed();
  }

  /** By a button or key: flies; pressing again while flying goes further. */
  flyZoom(factor: number, at: Point = { x: this.size.width / 2, y: this.size.height / 2 }): void {
    this.fly(this.#zoomedTo(this.goal, at, this.goal.scale * factor));
  }

  flyTo(box: Box, margin: number, largest?: number): void {
    this.fly(showing(box, this.size, margin, largest));
  }

  fly(to: View): void {
    const goal = this.#keep(to);
    this.#stop();
    if (this.still) this.view = goal;
    else this.#flight = { from: this.view, to: goal, start: null };
    this.changed();
  }

  /** One frame; returns whether there will be more. */
  advance(now: number): boolean {
    if (this.#flight) this.#flyOn(this.#flight, now);
    if (this.#glide) this.#glideOn(this.#glide, now);
    if (this.#zoomed && now - this.#zoomedAt > settled) this.#zoomed = false;
    return this.#flight !== null || this.#glide !== null || this.#zoomed;
  }

  #flyOn(way: { from: View; to: View; start: number | null }, now: number) {
    way.start ??= now;
    const time = Math.min(1, (now - way.start) / flight);
    const eased = time < 0.5 ? 4 * time ** 3 : 1 - (2 - 2 * time) ** 3 / 2;
    this.view = onTheWay(way.from, way.to, eased);
    if (time >= 1) this.#flight = null;
  }

  #glideOn(glide: { vx: number; vy: number; last: number | null }, now: number) {
    const passed = Math.min(50, now - (glide.last ?? now));
    glide.last = now;
    this.view = this.#keep(moved(this.view, glide.vx * passed, glide.vy * passed));
    const slower = 0.5 ** (passed / halving);
    glide.vx *= slower;
    glide.vy *= slower;
    if (Math.hypot(glide.vx, glide.vy) < slowest) this.#glide = null;
  }

  #stop() {
    this.#flight = null;
    this.#glide = null;
  }

  #zoomedTo(view: View, at: Point, scale: number): View {
    // Bounded first, so that at the end of the range the place under the pointer does not slide away.
    const bounded = this.#keep({ ...view, scale }).scale;
    return this.#keep(zoomed(view, this.size, at, bounded));
  }

  #keep(view: View): View {
    return kept(view, this.whole, this.bounds, this.size);
  }
}

function marginFor({ width, height }: Size): number {
  return Math.min(24, Math.min(width, height) * 0.03);
}
