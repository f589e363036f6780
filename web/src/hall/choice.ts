// What the fan is doing with a seat, from looking at it to holding it. One thing at a time; the map and the list both
// show it and both change it by these events.

/** The terms of the date refuse any seat of it: problems of the API. */
export const refusalsByTerms = [
  'sale-closed',
  'not-on-sale-yet',
  'sale-over',
  'too-many-seats',
  'too-many-takes',
] as const;

/** They refuse this seat alone. */
export const refusalsOfSeat = ['orphan-seat', 'seat-cooling', 'companion-seat'] as const;

/** Why a seat is not had: somebody took it while the fan looked, or was faster with the hold; or the terms refuse it. */
export type Loss = 'while-looking' | 'while-holding' | (typeof refusalsOfSeat)[number] | ByTerms;

export type ByTerms = (typeof refusalsByTerms)[number];

export const isByTerms = (loss: Loss): loss is ByTerms => refusalsByTerms.some((each) => each === loss);

export type Choice =
  | { at: 'nothing' }
  | { at: 'seat'; seat: number }
  | { at: 'holding'; seat: number }
  | { at: 'lost'; seat: number; loss: Loss; offers: readonly number[] }
  /** Whether the server has done it is not known; trying again is safe. */
  | { at: 'failed'; seat: number };

export type ChoiceEvent =
  | { name: 'choose'; seat: number }
  | { name: 'close' }
  | { name: 'hold' }
  | { name: 'held' }
  /** `near`: seats that the server offers instead. */
  | { name: 'refused'; loss: Loss; near?: readonly number[] }
  | { name: 'unanswered' }
  /** Statuses have changed. */
  | { name: 'changed' };

/** What the choice depends on. */
export interface Surroundings {
  isFree: (seat: number) => boolean;
  isOwn: (seat: number) => boolean;
  offersFor: (seat: number) => readonly number[];
}

/** How many seats are offered for a lost one. */
export const mostOffers = 4;

export const nothing: Choice = { at: 'nothing' };

export function next(choice: Choice, event: ChoiceEvent, around: Surroundings): Choice {
  // While the server is asked, only its answer counts: the change feed may tell of my own hold before it.
  if (choice.at === 'holding') return answered(choice.seat, event, around);
  switch (event.name) {
    case 'choose':
      if (around.isFree(event.seat) || around.isOwn(event.seat)) return { at: 'seat', seat: event.seat };
      return choice;
    case 'close':
      return nothing;
    case 'hold':
      return choice.at === 'seat' || choice.at === 'failed' ? { at: 'holding', seat: choice.seat } : choice;
    case 'changed':
      return refreshed(choice, around);
    case 'held':
    case 'refused':
    case 'unanswered':
      return choice;
  }
}

function answered(seat: number, event: ChoiceEvent, around: Surroundings): Choice {
  switch (event.name) {
    case 'held':
      return nothing;
    case 'refused':
      return { at: 'lost', seat, loss: event.loss, offers: offersOf(seat, event.loss, event.near ?? [], around) };
    case 'unanswered':
      return { at: 'failed', seat };
    default:
      return { at: 'holding', seat };
  }
}

/** Those of the server first: they were free in the moment of the refusal. */
function offersOf(seat: number, loss: Loss, near: readonly number[], around: Surroundings): readonly number[] {
  if (isByTerms(loss)) return [];
  return [...new Set([...near, ...around.offersFor(seat)])].slice(0, mostOffers);
}

function refreshed(choice: Choice, around: Surroundings): Choice {
  if (choice.at === 'seat' && !around.isFree(choice.seat) && !around.isOwn(choice.seat)) {
    return { at: 'lost', seat: choice.seat, loss: 'while-looking', offers: around.offersFor(choice.seat) };
  }
  if (choice.at === 'lost' && !isByTerms(choice.loss) && !choice.offers.every(around.isFree)) {
    return { ...choice, offers: around.offersFor(choice.seat) };
  }
  return choice;
}
