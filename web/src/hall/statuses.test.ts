import { describe, expect, it } from 'vitest';
import { nearestFree } from './nearest_free.ts';
import { OtherSeats } from './other_seats.ts';
import { packed, smallHall } from './small_hall.ts';
import { available, held, reserved, SeatStatuses, unpacked } from './statuses.ts';

const all = (status: number) => packed(Array.from({ length: 44 }, () => status));

function opened(taken: readonly number[] = []): SeatStatuses {
  const statuses = new SeatStatuses(smallHall());
  statuses.replace(all(available));
  statuses.apply(taken.map((seat) => [seat, reserved]));
  return statuses;
}

describe('statuses', () => {
  it('stand four in a byte, the first in the lowest bits', () => {
    expect([...unpacked(Uint8Array.from([0b10_01_00_01, 0b11_11_11_10]))]).toEqual([1, 0, 1, 2, 2]);
  });

  it('of more or fewer seats than the map has are not taken for those of its seats', () => {
    const statuses = opened();
    expect(() => statuses.replace(packed(Array.from({ length: 45 }, () => held)))).toThrow(OtherSeats);
    expect(() => statuses.replace(packed(Array.from({ length: 43 }, () => held)))).toThrow(OtherSeats);
    expect(statuses.free).toBe(44);
  });

  it('are all taken until they are known', () => {
    const statuses = new SeatStatuses(smallHall());
    expect([statuses.known, statuses.free, statuses.isFree(0)]).toEqual([false, 0, false]);
  });

  it('tell what a reading has changed, and only that', () => {
    const statuses = opened();
    expect(statuses.replace(all(available))).toEqual([]);
    statuses.apply([[7, held]]);
    expect(statuses.replace(all(available))).toEqual([7]);
  });

  it('count what is free in each section and category, whatever happens', () => {
    const hall = smallHall();
    const statuses = opened();
    for (let k = 0; k < 3000; k += 1) statuses.apply([[(k * 31) % 44, (k * 7) % 3]]);
    const isFree = (seat: number) => statuses.of[seat] === available;
    const seats = Array.from({ length: 44 }, (_, seat) => seat);
    for (const section of [0, 1]) {
      const free = seats.filter((seat) => isFree(seat) && hall.section[seat] === section);
      expect(statuses.freeIn(section)).toBe(free.length);
      const front = free.filter((seat) => hall.category[seat] === 0);
      expect(statuses.freeIn(section, (category) => category === 0)).toBe(front.length);
    }
    expect(statuses.freeOf(1)).toBe(seats.filter((seat) => isFree(seat) && hall.category[seat] === 1).length);
    expect(statuses.free).toBe(seats.filter(isFree).length);
  });

  it('told twice, or of seats that the hall does not have, change nothing', () => {
    const statuses = opened();
    expect(
      statuses.apply([
        [3, reserved],
        [3, reserved],
        [999, reserved],
      ]),
    ).toEqual([3]);
    expect(statuses.free).toBe(43);
  });

  it('give the lowest price that is still to be had', () => {
    const statuses = opened();
    expect(statuses.priceFrom(1)).toBe(40_000);
    statuses.apply([
      [42, held],
      [43, held],
    ]);
    expect(statuses.priceFrom(1)).toBe(100_000);
    statuses.apply([
      [40, held],
      [41, held],
    ]);
    expect(statuses.priceFrom(1)).toBeNull();
  });
});

describe('the nearest free seats', () => {
  const hall = smallHall();

  it('are those next to the lost one', () => {
    expect(nearestFree(hall, opened([5]), 5, 2).toSorted((a, b) => a - b)).toEqual([4, 6]);
  });

  it('are free, and never the lost one itself', () => {
    const offers = nearestFree(hall, opened([4, 6]), 5, 3);
    expect(offers).not.toContain(5);
    expect(offers).not.toContain(4);
    expect(offers).toHaveLength(3);
  });

  it('cost about the same rather than being a step closer', () => {
    // Seat 24 is right behind seat 4, for less than half of the price.
    const offers = nearestFree(hall, opened([4]), 4, 6);
    expect(offers.every((seat) => hall.category[seat] === 0)).toBe(true);
  });

  it('are in the same section rather than across the aisle', () => {
    const offers = nearestFree(hall, opened([19]), 19, 5);
    expect(offers.every((seat) => hall.section[seat] === 0)).toBe(true);
  });

  it('are fewer where fewer are left', () => {
    const taken = Array.from({ length: 44 }, (_, seat) => seat).filter((seat) => seat !== 41);
    expect(nearestFree(hall, opened(taken), 0, 4)).toEqual([41]);
  });
});
