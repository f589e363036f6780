/* The terms on which the seats of a date are sold, as an operator types them. What is empty is as usual. */
import type { SaleTerms, TermsChange } from '../types.ts';
import { instantOf, localOf, wholeNumber } from '../steering/rules.ts';

export type Term = keyof SaleTerms;
/** What is on or off. */
export const flags = ['noSingleSeats', 'companionsForAll'] as const;
export type Flag = (typeof flags)[number];
export type TypedTerms = { [term in Term]: term extends Flag ? boolean : string };

/** Of a date that was put on sale without a word about them. */
export const usualTerms: SaleTerms = {
  opensAt: null,
  closesAt: null,
  holdSeconds: null,
  mostPerPerson: 4,
  mostTakes: 20,
  noSingleSeats: false,
  coolingSeconds: 300,
  companionsForAll: false,
};

/** The server's own bounds. */
export const numbers = {
  holdSeconds: { least: 1, most: 86_400 },
  mostPerPerson: { least: 1, most: 1000 },
  mostTakes: { least: 1, most: 10_000 },
  coolingSeconds: { least: 0, most: 86_400 },
};
export type NumberTerm = keyof typeof numbers;

export type Wrong = 'number' | 'instant' | 'order';

export function typedOf(terms: SaleTerms): TypedTerms {
  const text = (value: number | null) => (value === null ? '' : String(value));
  return {
    opensAt: localOf(terms.opensAt),
    closesAt: localOf(terms.closesAt),
    holdSeconds: text(terms.holdSeconds),
    mostPerPerson: text(terms.mostPerPerson),
    mostTakes: text(terms.mostTakes),
    noSingleSeats: terms.noSingleSeats,
    coolingSeconds: text(terms.coolingSeconds),
    companionsForAll: terms.companionsForAll,
  };
}

/** What was typed differently from `before`, for the server; and what of it cannot be. `incomplete`: fields that hold
    half a time, which read as empty. `begins`: the concert; null, not known yet. */
export function changeOf(
  before: SaleTerms,
  typed: TypedTerms,
  { incomplete = [], begins }: { incomplete?: readonly string[]; begins: string | null },
): { change: TermsChange; wrong: Partial<Record<Term, Wrong>> } {
  const was = typedOf(before);
  const change: TermsChange = {};
  const wrong: Partial<Record<Term, Wrong>> = {};
  for (const term of ['opensAt', 'closesAt'] as const) {
    if (incomplete.includes(term)) wrong[term] = 'instant';
    else if (typed[term] !== was[term]) change[term] = instantOf(typed[term]);
  }
  for (const term of Object.keys(numbers) as NumberTerm[]) {
    if (typed[term] === was[term]) continue;
    const { least, most } = numbers[term];
    const empty = typed[term].trim() === '';
    const value = empty ? null : wholeNumber(typed[term], most, least);
    if (value === null && !empty) wrong[term] = 'number';
    else change[term] = value;
  }
  for (const flag of flags) {
    if (typed[flag] !== was[flag]) change[flag] = typed[flag];
  }

  const { opensAt, closesAt } = { ...before, ...change };
  const closes = closesAt ?? begins;
  if (opensAt !== null && closes !== null && Date.parse(opensAt) >= Date.parse(closes)) {
    wrong[closesAt === null ? 'opensAt' : 'closesAt'] ??= 'order';
  }
  return { change, wrong };
}

export type SaleState = 'closed' | 'early' | 'on' | 'over';

/** `now`: milliseconds since 1970. A sale that was closed by hand needs a hand to open. */
export function saleStateOf(date: { date: string; onSale: boolean; terms: SaleTerms }, now: number): SaleState {
  const { opensAt, closesAt } = date.terms;
  if (now >= Date.parse(closesAt ?? date.date)) return 'over';
  if (!date.onSale) return 'closed';
  return opensAt !== null && now < Date.parse(opensAt) ? 'early' : 'on';
}
