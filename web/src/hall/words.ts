// What the map says; the texts themselves are given to it.
import type { Loss } from './choice.ts';
import type { SeatTrait } from './hall.ts';
import type { SeatLimit } from './seat_map.ts';

export interface HallWords {
  map: string;
  list: string;
  takenSeat: string;
  mapLabel: string;
  mapHint: string;
  zoomIn: string;
  zoomOut: string;
  wholeHall: string;
  loading: string;
  reconnecting: string;
  stage: string;
  pitch: string;
  prices: string;
  allPrices: string;
  legend: string;
  taken: string;
  beingBought: string;
  mine: string;
  paid: string;
  free: (count: string) => string;
  from: (price: string) => string;
  soldOut: string;
  section: (name: string) => string;
  group: (name: string) => string;
  row: (name: string) => string;
  seat: (name: string) => string;
  available: string;
  traits: Record<SeatTrait, string>;
  /** The filter. */
  wheelchairs: string;
  withCompanion: string;
  companionNote: string;
  hold: string;
  holding: string;
  holdNote: (minutes: string) => string;
  release: string;
  close: string;
  mineNote: string;
  paidNote: string;
  lostTitle: Record<Loss, string>;
  /** Of too many seats, limitText says more. */
  lostText: Record<Exclude<Loss, 'too-many-seats'>, string>;
  limitText: (limit: SeatLimit) => string;
  nearest: string;
  noneLeft: string;
  failedTitle: string;
  failedText: string;
  again: string;
  sections: string;
  allSections: string;
  emptySection: string;
  rowFree: (count: string) => string;
  sectionNow: (section: string, count: string) => string;
  faulty: string;
  listHint: string;
  area: {
    count: string;
    fewer: string;
    more: string;
    take: (count: number) => string;
    note: string;
    /** `numbers`: entry numbers that are the fan's. */
    mine: (numbers: string) => string;
    noneTitle: (count: number) => string;
    noneText: string;
  };
  best: {
    count: string;
    fewer: string;
    more: string;
    take: (count: number) => string;
    taking: string;
    options: string;
    maxPrice: string;
    anyPrice: string;
    upTo: (price: string) => string;
    onlyIn: (section: string) => string;
    apartTitle: string;
    apartText: string;
    keep: string;
    giveBack: string;
    noneTitle: (count: number) => string;
    noneText: string;
  };
}
