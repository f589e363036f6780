/* The share sold of each section, in the steps that the heat map has colours for. */
import type { SectionSales } from '../types.ts';

/** Colours from 0 (nothing sold) to this (all of it). */
export const hottest = 10;

export function shareSold(section: Pick<SectionSales, 'seats' | 'held'>): number {
  return section.seats > 0 ? section.held / section.seats : 0;
}

/** The step of a share: only 0 is the coldest, and only all of it the hottest. */
export function heatOf(share: number): number {
  if (share <= 0) return 0;
  if (share >= 1) return hottest;
  return Math.min(hottest - 1, Math.max(1, Math.round(share * hottest)));
}

export function together(sections: readonly SectionSales[]): SectionSales {
  const all = { name: '', seats: 0, available: 0, reserved: 0, held: 0, blocked: 0 };
  for (const section of sections) {
    all.seats += section.seats;
    all.available += section.available;
    all.reserved += section.reserved;
    all.held += section.held;
    all.blocked += section.blocked;
  }
  return all;
}

/** The fullest first; those that are equally full in the order of the hall. */
export function fullestFirst(sections: readonly SectionSales[]): SectionSales[] {
  return [...sections].sort((one, other) => shareSold(other) - shareSold(one));
}
