// What is free: the status of every seat, and how many are free in each section and category.
import type { Hall } from './hall.ts';
import { OtherSeats } from './other_seats.ts';

/** As the server numbers them: reserved is somebody's for some minutes, held is paid. */
export const available = 0;
export const reserved = 1;
export const held = 2;

export type Change = readonly [seat: number, status: number];

/** Fills up the last byte. */
const filler = 3;

/** Four seats a byte, the first in the lowest two bits; as many as the bytes have. */
export function unpacked(bytes: Uint8Array): Uint8Array {
  const statuses = new Uint8Array(bytes.length * 4);
  for (let seat = 0; seat < statuses.length; seat += 1) statuses[seat] = (bytes[seat >> 2]! >> ((seat & 3) * 2)) & 3;
  let count = statuses.length;
  while (count > 0 && statuses[count - 1] === filler) count -= 1;
  return statuses.subarray(0, count);
}

export class SeatStatuses {
  /** By seat. Nobody knows yet what is free before the first reading: all count as taken. */
  readonly of: Uint8Array;
  known = false;
  readonly #hall: Hall;
  /** [section * categories + category] */
  readonly #free: Uint32Array;
  readonly #all: Uint32Array;

  constructor(hall: Hall) {
    this.#hall = hall;
    this.of = new Uint8Array(hall.seatCount).fill(held);
    this.#free = new Uint32Array(hall.sections.length * hall.categories.length);
    this.#all = new Uint32Array(this.#free.length);
    for (let seat = 0; seat < hall.seatCount; seat += 1) this.#all[this.#box(seat)]! += 1;
  }

  #box(seat: number): number {
    return this.#hall.section[seat]! * this.#hall.categories.length + this.#hall.category[seat]!;
  }

  isFree(seat: number): boolean {
    return this.of[seat] === available;
  }

  /** Takes all statuses; returns the seats whose status is another now. Throws OtherSeats where they are not the hall's. */
  replace(bytes: Uint8Array): number[] {
    const fresh = unpacked(bytes);
    if (fresh.length !== this.of.length) {
      throw new OtherSeats(`${fresh.length} statuses for the ${this.of.length} seats of the map`);
    }
    const changes: Change[] = [];
    for (let seat = 0; seat < fresh.length; seat += 1) {
      if (fresh[seat] !== this.of[seat]) changes.push([seat, fresh[seat]!]);
    }
    this.known = true;
    return this.apply(changes);
  }

  /** Returns the seats whose status is another now. Seats that the hall does not have are passed over: they were added
      later, and a reading of all statuses follows that says so. */
  apply(changes: readonly Change[]): number[] {
    const changed: number[] = [];
    for (const [seat, status] of changes) {
      const before = this.of[seat];
      if (before === undefined || before === status) continue;
      this.of[seat] = status;
      if (before === available) this.#free[this.#box(seat)]! -= 1;
      if (status === available) this.#free[this.#box(seat)]! += 1;
      changed.push(seat);
    }
    return changed;
  }

  /** Free seats of a section, of the wanted categories only. */
  freeIn(section: number, wanted: CategoryFilter = everything): number {
    return this.#sum(this.#free, section, wanted);
  }

  seatsIn(section: number, wanted: CategoryFilter = everything): number {
    return this.#sum(this.#all, section, wanted);
  }

  freeOf(category: number): number {
    let sum = 0;
    const step = this.#hall.categories.length;
    for (let k = category; k < this.#free.length; k += step) sum += this.#free[k]!;
    return sum;
  }

  get free(): number {
    return this.#free.reduce((sum, count) => sum + count, 0);
  }

  freeOfIn(section: number, category: number): number {
    return this.#free[section * this.#hall.categories.length + category]!;
  }

  /** The lowest price of a free seat; null where none is free. */
  priceFrom(section: number, wanted: CategoryFilter = everything): number | null {
    let least: number | null = null;
    this.#hall.categories.forEach(({ price }, category) => {
      if (!wanted(category) || this.freeOfIn(section, category) === 0) return;
      if (least === null || price < least) least = price;
    });
    return least;
  }

  #sum(counts: Uint32Array, section: number, wanted: CategoryFilter): number {
    const step = this.#hall.categories.length;
    let sum = 0;
    for (let category = 0; category < step; category += 1) {
      if (wanted(category)) sum += counts[section * step + category]!;
    }
    return sum;
  }
}

/** Whether a price category is wanted. */
export type CategoryFilter = (category: number) => boolean;

export const everything: CategoryFilter = () => true;
