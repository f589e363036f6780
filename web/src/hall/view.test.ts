import { describe, expect, it } from 'vitest';
import { Camera } from './camera.ts';
import { detailAt, meansOneSeat } from './detail.ts';
import { kept, largestScale, moved, onTheWay, showing, toHall, toScreen, zoomed } from './view.ts';

const size = { width: 360, height: 600 };
const bounds = { x: -100, y: -80, width: 200, height: 160 };
const whole = showing(bounds, size, 10);

describe('the view', () => {
  it('leads from the hall to the screen and back', () => {
    const view = { x: 3, y: -7, scale: 12 };
    const place = { x: 10.5, y: 2.25 };
    const back = toHall(view, size, toScreen(view, size, place));
    expect(back.x).toBeCloseTo(place.x);
    expect(back.y).toBeCloseTo(place.y);
  });

  it('of the whole hall has it all on the screen', () => {
    const corner = toScreen(whole, size, bounds);
    expect(corner.x).toBeGreaterThanOrEqual(9.99);
    expect(corner.y).toBeGreaterThanOrEqual(9.99);
  });

  it('keeps the place under the fingers where it is', () => {
    const view = { x: 3, y: -7, scale: 12 };
    const at = { x: 20, y: 500 };
    const before = toHall(view, size, at);
    const after = toHall(zoomed(view, size, at, 31), size, at);
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
  });

  it('follows the finger by as many pixels as it moved', () => {
    const view = { x: 3, y: -7, scale: 12 };
    const place = { x: 4, y: 4 };
    const [before, after] = [toScreen(view, size, place), toScreen(moved(view, 30, -12), size, place)];
    expect([after.x - before.x, after.y - before.y]).toEqual([30, -12]);
  });

  it('never leaves the hall, nor its scales', () => {
    expect(kept({ x: 9999, y: 0, scale: 10 }, whole, bounds, size).x).toBeLessThanOrEqual(100);
    expect(kept({ x: 0, y: 0, scale: 9999 }, whole, bounds, size).scale).toBe(largestScale);
    expect(kept({ x: 50, y: 50, scale: 0.01 }, whole, bounds, size)).toEqual(whole);
  });

  it('flies from one to another without turning back', () => {
    const [from, to] = [whole, { x: 80, y: 40, scale: 30 }];
    expect(onTheWay(from, to, 0).x).toBeCloseTo(from.x);
    expect(onTheWay(from, to, 1)).toEqual(to);
    let last = onTheWay(from, to, 0);
    for (let k = 1; k <= 10; k += 1) {
      const now = onTheWay(from, to, k / 10);
      expect(now.scale).toBeGreaterThan(last.scale);
      expect(now.x).toBeGreaterThan(last.x);
      last = now;
    }
    // Between views of one scale there is nothing to divide by.
    expect(onTheWay({ x: 0, y: 0, scale: 5 }, { x: 10, y: 0, scale: 5 }, 0.5).x).toBeCloseTo(5);
  });
});

describe('the camera', () => {
  it('arrives where it flies to, and then rests', () => {
    const camera = new Camera(bounds, size, () => {});
    camera.fly({ x: 20, y: 10, scale: 20 });
    expect(camera.goal.scale).toBe(20);
    for (let time = 0; time <= 600; time += 16) camera.advance(time);
    expect(camera.view).toEqual({ x: 20, y: 10, scale: 20 });
    expect(camera.advance(700)).toBe(false);
  });

  it('jumps for those who want no motion', () => {
    const camera = new Camera(bounds, size, () => {});
    camera.still = true;
    camera.fly({ x: 20, y: 10, scale: 20 });
    expect(camera.view.scale).toBe(20);
    camera.glide(5, 5);
    expect(camera.advance(0)).toBe(false);
  });

  it('stops for a finger, and glides on when let go', () => {
    const camera = new Camera(bounds, size, () => {});
    camera.zoomBy(10, { x: 180, y: 300 }, 0);
    camera.fly({ x: 20, y: 10, scale: 20 });
    camera.drag(5, 0);
    expect(camera.goal).toEqual(camera.view);
    const { x } = camera.view;
    camera.glide(-1, 0);
    camera.advance(1000);
    camera.advance(1016);
    expect(camera.view.x).toBeGreaterThan(x);
    for (let time = 1032; time < 4000; time += 16) camera.advance(time);
    expect(camera.advance(4000)).toBe(false);
  });
});

describe('the level of detail', () => {
  it('grows with the scale', () => {
    expect([1, 5, 21.9, 22, 44].map(detailAt)).toEqual(['sections', 'dots', 'dots', 'numbers', 'numbers']);
  });

  it('lets a finger choose only where seats are as large as a finger needs', () => {
    expect(meansOneSeat(12, 'mouse')).toBe(true);
    expect(meansOneSeat(12, 'finger')).toBe(false);
    expect(meansOneSeat(24, 'finger')).toBe(true);
  });
});
