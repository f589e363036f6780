// Fingers, mouse and wheel on the map: turned into movements of the camera, and taps.
import type { Camera } from './camera.ts';
import type { Point } from './geometry.ts';

export interface Touched {
  /** `pointer`: how precisely it can mean something. */
  tap: (at: Point, pointer: 'finger' | 'mouse') => void;
  /** null: the mouse is elsewhere. */
  hover: (at: Point | null) => void;
}

/** A press that moves less is a tap, in CSS pixels. */
const steady = { finger: 10, mouse: 5 };
/** The speed of letting go is that of the last few milliseconds: this many. */
const flick = 90;
/** Two taps within this many milliseconds zoom in. */
const doubleTap = 280;

interface Press {
  at: Point;
  start: Point;
  pointer: 'finger' | 'mouse';
}

export class Gestures {
  readonly #presses = new Map<number, Press>();
  #dragged = false;
  #trail: { at: Point; time: number }[] = [];
  #lastTap: { at: Point; time: number } | null = null;

  constructor(
    private readonly element: HTMLElement,
    private readonly camera: Camera,
    private readonly touched: Touched,
  ) {}

  /** Listens until the signal is aborted. */
  listen(signal: AbortSignal): void {
    const on = <K extends keyof HTMLElementEventMap>(name: K, heard: (event: HTMLElementEventMap[K]) => void) =>
      this.element.addEventListener(name, heard, { signal, passive: false });
    on('pointerdown', (event) => this.#down(event));
    on('pointermove', (event) => this.#move(event));
    on('pointerup', (event) => this.#up(event));
    on('pointercancel', (event) => this.#cancel(event));
    on('pointerleave', () => this.touched.hover(null));
    on('wheel', (event) => this.#wheel(event));
  }

  #place(event: MouseEvent): Point {
    const box = this.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #down(event: PointerEvent) {
    if (event.button !== 0) return;
    this.element.setPointerCapture(event.pointerId);
    const at = this.#place(event);
    this.#presses.set(event.pointerId, { at, start: at, pointer: event.pointerType === 'mouse' ? 'mouse' : 'finger' });
    this.#dragged = this.#presses.size > 1;
    this.#trail = [{ at, time: event.timeStamp }];
  }

  #move(event: PointerEvent) {
    const press = this.#presses.get(event.pointerId);
    const at = this.#place(event);
    if (!press) {
      if (event.pointerType === 'mouse') this.touched.hover(at);
      return;
    }
    const before = press.at;
    if (!this.#dragged && apart(at, press.start) < steady[press.pointer]) return;
    this.#dragged = true;
    this.touched.hover(null);
    if (this.#presses.size === 2) this.#pinch(press, at);
    press.at = at;
    if (this.#presses.size !== 1) return;
    this.camera.drag(at.x - before.x, at.y - before.y);
    this.#trail.push({ at, time: event.timeStamp });
    while (this.#trail.length > 2 && event.timeStamp - this.#trail[0]!.time > flick) this.#trail.shift();
  }

  /** One of two fingers has moved to `at`: the place between them follows their middle. */
  #pinch(moving: Press, at: Point) {
    const other = [...this.#presses.values()].find((press) => press !== moving)!;
    const middle = (a: Point, b: Point) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
    const [was, is] = [middle(moving.at, other.at), middle(at, other.at)];
    this.camera.drag(is.x - was.x, is.y - was.y);
    this.camera.zoomBy(apart(at, other.at) / Math.max(1, apart(moving.at, other.at)), is);
  }

  #up(event: PointerEvent) {
    const press = this.#presses.get(event.pointerId);
    this.#presses.delete(event.pointerId);
    if (!press) return;
    if (this.#presses.size > 0) return void (this.#trail = []);
    if (!this.#dragged) return this.#tapped(press, event.timeStamp);
    const first = this.#trail[0];
    const last = this.#trail.at(-1);
    const time = last && first ? last.time - first.time : 0;
    if (!first || !last || time < 10 || event.timeStamp - last.time > flick) return;
    this.camera.glide((last.at.x - first.at.x) / time, (last.at.y - first.at.y) / time);
  }

  #cancel(event: PointerEvent) {
    this.#presses.delete(event.pointerId);
    this.#dragged = true;
  }

  #tapped({ at, pointer }: Press, time: number) {
    const before = this.#lastTap;
    this.#lastTap = { at, time };
    if (before && time - before.time < doubleTap && apart(before.at, at) < 30) {
      this.#lastTap = null;
      this.camera.flyZoom(2, at);
      return;
    }
    this.touched.tap(at, pointer);
  }

  #wheel(event: WheelEvent) {
    event.preventDefault();
    // Lines and pages in pixels; a pinch on a touchpad comes as a wheel with Ctrl, in small steps.
    const unit = event.deltaMode === 0 ? 1 : event.deltaMode === 1 ? 20 : 200;
    const steps = Math.max(-150, Math.min(150, event.deltaY * unit)) * (event.ctrlKey ? 0.01 : 0.0022);
    this.camera.zoomBy(Math.exp(-steps), this.#place(event));
  }
}

function apart(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
