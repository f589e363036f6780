import { describe, expect, it } from 'vitest';
import { inside, toEdge } from './geometry.ts';
import { companionOf } from './companion.ts';
import { Hall } from './hall.ts';
import { seatAt, sectionAt } from './hit.ts';
import { mapWithArea, smallHall, smallMap } from './small_hall.ts';

const hall = smallHall();
const always = () => true;

describe('a hall', () => {
  it('knows the section, row and place of each seat', () => {
    expect([hall.section[39], hall.section[40]]).toEqual([0, 1]);
    expect(hall.rows[hall.row[43]!]!.name).toBe('B');
    expect([hall.x[43], hall.y[43]]).toEqual([23, 1]);
    expect(hall.spacing).toBeCloseTo(1);
  });

  it('knows each seat by its number, which needs no order', () => {
    const map = smallMap();
    map.numbers = [
      { first: 501, count: 40 },
      { first: 9, count: 4 },
    ];
    const numbered = new Hall(map);
    expect([501, 540, 9, 12].map((number) => numbered.indexOf(number))).toEqual([0, 39, 40, 43]);
    expect([0, 39, 40, 43].map((seat) => numbered.numberOf(seat))).toEqual([501, 540, 9, 12]);
    expect([500, 541, 8, 13].map((number) => numbered.indexOf(number))).toEqual(Array(4).fill(undefined));
  });

  it('has a middle of each section that lies inside', () => {
    for (const section of hall.sections) expect(inside(section.outline, section.middle)).toBe(true);
  });

  it('refuses a map whose parts do not fit', () => {
    const short = smallMap();
    short.seats.x.pop();
    expect(() => new Hall(short)).toThrow(RangeError);
    const gap = smallMap();
    gap.rows[1]!.first = 21;
    expect(() => new Hall(gap)).toThrow(RangeError);
    const open = smallMap();
    open.rows.pop();
    expect(() => new Hall(open)).toThrow(RangeError);
    const unnumbered = smallMap();
    unnumbered.numbers[0]!.count -= 1;
    expect(() => new Hall(unnumbered)).toThrow(RangeError);
  });

  it('reaches to the stage, too', () => {
    expect(hall.bounds.y).toBe(-3.5);
    expect(hall.bounds.y + hall.bounds.height).toBe(1.5);
  });
});

describe('a tap', () => {
  it('means the seat under it, though it cannot be had', () => {
    expect(seatAt(hall, { x: 3.1, y: 0.2 }, 2, () => false)).toBe(3);
  });

  it('next to seats means the nearest that can be had', () => {
    expect(seatAt(hall, { x: 20.4, y: 0 }, 3, (seat) => seat !== 19)).toBe(40);
    expect(seatAt(hall, { x: 20.4, y: -0.9 }, 0.5, always)).toBeUndefined();
  });

  it('means the section around it, or the nearest within reach', () => {
    expect(sectionAt(hall, { x: 5, y: 0 }, 0)?.name).toBe('1');
    expect(sectionAt(hall, { x: 21, y: 0 }, 0)).toBeUndefined();
    expect(sectionAt(hall, { x: 21, y: 0 }, 1)?.name).toBe('2');
  });

  it('finds in the grid what a search over all seats finds', () => {
    for (let k = 0; k < 200; k += 1) {
      const [x, y, reach] = [(k * 37) % 25, ((k * 13) % 30) / 10 - 1, 0.2 + (k % 5)];
      const away = (seat: number) => Math.hypot(hall.x[seat]! - x, hall.y[seat]! - y);
      const all = Array.from({ length: hall.seatCount }, (_, seat) => seat).filter((seat) => away(seat) <= reach);
      const best = all.length === 0 ? undefined : Math.min(...all.map(away));
      const found = hall.grid.nearest(x, y, reach);
      expect(found === undefined ? undefined : away(found)).toBe(best);
    }
  });
});

describe('outlines', () => {
  const bent = Float32Array.from([0, 0, 4, 0, 4, 4, 3, 4, 3, 1, 0, 1]);

  it('leave out what lies in their bend', () => {
    expect(inside(bent, { x: 3.5, y: 3 })).toBe(true);
    expect(inside(bent, { x: 1, y: 3 })).toBe(false);
  });

  it('have a distance to their edge from both sides', () => {
    expect(toEdge(bent, { x: 2, y: 0.5 })).toBeCloseTo(0.5);
    expect(toEdge(bent, { x: 2, y: -2 })).toBeCloseTo(2);
  });
});

describe('an area', () => {
  const withArea = new Hall(mapWithArea());
  const area = withArea.sections[2]!;

  it('counts as seats of the list, which the map does not place', () => {
    expect(withArea.seatCount).toBe(544);
    expect([withArea.section[39], withArea.section[40], withArea.section[539], withArea.section[540]]).toEqual([
      0, 2, 2, 1,
    ]);
    expect([withArea.label[38], withArea.label[40], withArea.label[541]]).toEqual(['19', '', '2']);
    expect([withArea.category[40], withArea.category[540]]).toEqual([2, 0]);
    expect([withArea.x[540], withArea.y[542]]).toEqual([22, 1]);
    expect([...withArea.pickable]).toEqual([0, 1]);
    expect(withArea.indexOf(101 + 540)).toBe(540);
  });

  it('is hit as a whole, and none of its places', () => {
    expect(area.area).toEqual({ places: 500, category: 2 });
    expect(inside(area.outline, area.middle)).toBe(true);
    const spot = { x: withArea.x[40]!, y: withArea.y[539]! };
    expect(inside(area.outline, spot) && spot.y < area.middle.y).toBe(true);
    expect(sectionAt(withArea, area.middle, 0)).toBe(area);
    for (const place of [area.middle, spot]) expect(seatAt(withArea, place, 1, always)).toBeUndefined();
    expect(withArea.spacing).toBeCloseTo(1);
  });
});

describe('what is special about a seat', () => {
  const map = smallMap();
  map.traits = [
    { first: 0, count: 2, traits: ['wheelchair'] },
    { first: 2, count: 3, traits: ['companion', 'aisle'] },
    { first: 40, count: 1, traits: ['companion'] },
  ];
  const special = new Hall(map);

  it('is known of each seat', () => {
    expect([0, 4, 5].map((seat) => special.traitsOf(seat))).toEqual([['wheelchair'], ['companion', 'aisle'], []]);
    expect(special.wheelchairs).toEqual([0, 1]);
  });

  it('leads from a wheelchair to the nearest free companion seat of its section', () => {
    expect(companionOf(special, 1, always)).toBe(2);
    expect(companionOf(special, 1, (seat) => seat !== 2)).toBe(3);
    expect(companionOf(special, 1, (seat) => seat > 4)).toBeUndefined();
  });
});
