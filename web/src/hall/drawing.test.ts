import { describe, expect, it } from 'vitest';
import { apart, contrast, mixed, rgbOf } from './colour_vision.ts';
import {
  areGood,
  darkCategories,
  enoughApart,
  enoughContrast,
  lightCategories,
  mapColours,
  textOn,
} from './colours.ts';
import { moveInRows } from './list_keys.ts';
import { type Picture, type SeatAppearance, SeatShapes, stamp } from './seat_shapes.ts';
import { type Tile, TileSet, tileSize } from './tiles.ts';

const category = (colour: string, price: number) => ({ name: null, colour, price });

describe('the colours of prices', () => {
  it('are seen on the floor, and told apart by every kind of eyes', () => {
    expect(areGood(lightCategories, mapColours(false, []).floor)).toBe(true);
    expect(areGood(darkCategories, mapColours(true, []).floor)).toBe(true);
  });

  it('are the plan`s own only where these are', () => {
    const good = [category('#124686', 1), category('#ac731a', 2)];
    expect(mapColours(false, good).categories).toEqual(['#124686', '#ac731a']);
    // Red and green of one brightness.
    const bad = [category('#b3261e', 1), category('#5c6b1e', 2)];
    expect(apart(rgbOf('#b3261e'), rgbOf('#5c6b1e'))).toBeLessThan(enoughApart);
    expect(mapColours(false, bad).categories).toEqual([lightCategories[1], lightCategories[0]]);
    // Too pale for a white floor.
    expect(mapColours(false, [category('#f0e442', 1)]).categories).toEqual([lightCategories[0]]);
  });

  it('carry numbers that can be read', () => {
    for (const colour of [...lightCategories, ...darkCategories]) {
      expect(contrast(rgbOf(textOn(rgbOf(colour))), rgbOf(colour))).toBeGreaterThanOrEqual(4.5);
    }
    expect(enoughContrast).toBe(3);
    expect(mixed([0, 0, 0], [255, 255, 255], 0.5)).toEqual([127.5, 127.5, 127.5]);
  });
});

describe('a seat`s picture', () => {
  const picture = (size: number): Picture => ({
    width: size,
    height: size,
    data: new Uint8ClampedArray(4 * size * size).fill(255),
  });
  const ink = ({ data }: Picture) => data.reduce((sum, byte) => sum + 255 - byte, 0);
  const stamped = (appearance: SeatAppearance, x = 10, y = 10, size = 12) => {
    const paper = picture(20);
    stamp(paper, new SeatShapes(size).mask(appearance, x, y), x, y, [0, 0, 0]);
    return paper;
  };

  it('covers as much as a circle does', () => {
    expect(ink(stamped('free')) / (3 * 255)).toBeCloseTo(Math.PI * 36, -1);
  });

  it('is another shape for each appearance', () => {
    const appearances: SeatAppearance[] = ['free', 'unwanted', 'reserved', 'sold', 'own', 'paid'];
    expect(new Set(appearances.map((appearance) => ink(stamped(appearance)))).size).toBe(appearances.length);
  });

  it('lies where the seat is, to a quarter of a pixel', () => {
    const middle = (paper: Picture) => {
      let [sum, weighted] = [0, 0];
      for (let k = 0; k < 400; k += 1) {
        const covered = 255 - paper.data[4 * k]!;
        sum += covered;
        weighted += covered * ((k % 20) + 0.5);
      }
      return weighted / sum;
    };
    for (const x of [9, 9.3, 9.5, 9.8, 10.1]) expect(Math.abs(middle(stamped('free', x)) - x)).toBeLessThan(0.2);
  });

  it('is cut at the edge, and nothing next to it is touched', () => {
    const [left, right] = [picture(20), picture(20)];
    const mask = new SeatShapes(12).mask('free', 0, 10);
    stamp(left, mask, 20, 10, [0, 0, 0]);
    stamp(right, mask, 0, 10, [0, 0, 0]);
    expect((ink(left) + ink(right)) / (3 * 255)).toBeCloseTo(Math.PI * 36, -1);
    const outside = picture(20);
    stamp(outside, mask, -50, 10, [0, 0, 0]);
    expect(ink(outside)).toBe(0);
  });
});

describe('tiles', () => {
  const set = new TileSet<string>(10);
  const tile = (column: number, line: number): Tile<string> => ({
    column,
    line,
    surface: `${column}/${line}`,
    stale: false,
  });

  it('cover the places around the origin, too', () => {
    const width = tileSize / 10;
    expect(set.range({ x: -1, y: -1, width: 2, height: 2 })).toEqual({ left: -1, top: -1, right: 0, bottom: 0 });
    expect(set.range({ x: 0, y: 0, width: width - 0.01, height: 1 })).toEqual({ left: 0, top: 0, right: 0, bottom: 0 });
  });

  it('that show something wrong are drawn first, then those in the middle', () => {
    const range = { left: -1, top: -1, right: 1, bottom: 1 };
    for (const [column, line] of [
      [-1, -1],
      [1, 1],
    ] as const)
      set.put(tile(column, line));
    set.spoil({ x: 30, y: 30, width: 1, height: 1 });
    const order = set.toDraw(range).map(({ column, line }) => `${column}/${line}`);
    expect(order[0]).toBe('1/1');
    expect(order[1]).toBe('0/0');
    expect(order).not.toContain('-1/-1');
    expect(order).toHaveLength(8);
    expect(set.missing(range)).toHaveLength(7);
  });

  it('out of sight give their surfaces back', () => {
    expect(set.giveUpOutside({ left: 0, top: 0, right: 5, bottom: 5 })).toEqual(['-1/-1']);
    expect(set.giveUp()).toEqual(['1/1']);
    expect(set.count).toBe(0);
  });
});

describe('arrow keys in the list', () => {
  const rows = [
    [1, 2, 3],
    [7, 8],
    [11, 12, 13, 14],
  ];

  it('move within a row, and on to the next', () => {
    expect(moveInRows(rows, 2, 'ArrowRight', false)).toBe(3);
    expect(moveInRows(rows, 3, 'ArrowRight', false)).toBe(7);
    expect(moveInRows(rows, 7, 'ArrowLeft', false)).toBe(3);
    expect(moveInRows(rows, 1, 'ArrowLeft', false)).toBe(1);
  });

  it('move between rows of uneven length', () => {
    expect(moveInRows(rows, 3, 'ArrowDown', false)).toBe(8);
    expect(moveInRows(rows, 14, 'ArrowUp', false)).toBe(8);
    expect(moveInRows(rows, 12, 'ArrowDown', false)).toBe(12);
  });

  it('reach the ends', () => {
    expect(moveInRows(rows, 8, 'Home', false)).toBe(7);
    expect(moveInRows(rows, 8, 'End', true)).toBe(14);
    expect(moveInRows(rows, 8, 'x', false)).toBeNull();
  });
});
