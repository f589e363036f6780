// What part of the hall is on the screen, and how gestures change it. All pure: a view in, a view out.
import { type Box, middleOf, type Point } from './geometry.ts';

/** The place of the hall (in seat widths) in the middle of the screen, and how many CSS pixels a seat width takes. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Of the screen, in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A seat is at most this many CSS pixels wide: more shows nothing new. */
export const largestScale = 44;

export function toScreen(view: View, size: Size, { x, y }: Point): Point {
  return { x: (x - view.x) * view.scale + size.width / 2, y: (y - view.y) * view.scale + size.height / 2 };
}

export function toHall(view: View, size: Size, { x, y }: Point): Point {
  return { x: (x - size.width / 2) / view.scale + view.x, y: (y - size.height / 2) / view.scale + view.y };
}

/** The part of the hall that the screen shows. */
export function shown(view: View, size: Size): Box {
  const corner = toHall(view, size, { x: 0, y: 0 });
  return { ...corner, width: size.width / view.scale, height: size.height / view.scale };
}

/** The view that shows a whole box, with `margin` CSS pixels around it. */
export function showing(box: Box, size: Size, margin: number, largest = largestScale): View {
  const across = Math.max(1, size.width - 2 * margin) / Math.max(box.width, 1);
  const down = Math.max(1, size.height - 2 * margin) / Math.max(box.height, 1);
  return { ...middleOf(box), scale: Math.min(across, down, largest) };
}

/** Dragged by this many CSS pixels. */
export function moved(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale };
}

/** Zoomed to a scale so that the place under a point of the screen stays under it. */
export function zoomed(view: View, size: Size, at: Point, scale: number): View {
  const fixed = toHall(view, size, at);
  return {
    x: fixed.x - (at.x - size.width / 2) / scale,
    y: fixed.y - (at.y - size.height / 2) / scale,
    scale,
  };
}

/** The nearest view that is allowed: not smaller than `whole`, not larger than a seat may be, and over the hall. */
export function kept(view: View, whole: View, bounds: Box, size: Size): View {
  const scale = Math.min(Math.max(largestScale, whole.scale), Math.max(whole.scale, view.scale));
  const between = (value: number, low: number, length: number, screen: number) => {
    // What is smaller than the screen stays in its middle; what is larger may be dragged until its edge reaches it.
    const slack = Math.max(0, length / 2 - screen / scale / 4);
    const middle = low + length / 2;
    return scale <= whole.scale ? middle : Math.min(middle + slack, Math.max(middle - slack, value));
  };
  return {
    x: between(view.x, bounds.x, bounds.width, size.width),
    y: between(view.y, bounds.y, bounds.height, size.height),
    scale,
  };
}

/** On the way from one view to another; `progress` from 0 to 1. The scale changes evenly to the eye, and the way over
    the hall fits to it, so that a zoom runs straight towards its goal. */
export function onTheWay(from: View, to: View, progress: number): View {
  if (progress >= 1) return to;
  const scale = from.scale * (to.scale / from.scale) ** progress;
  const [wide, narrow] = [1 / from.scale, 1 / to.scale];
  const share = Math.abs(wide - narrow) < 1e-6 * wide ? progress : (wide - 1 / scale) / (wide - narrow);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share, scale };
}
