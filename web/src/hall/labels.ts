// Seats, sections and prices in words, for the map, the card and the list.
import { allLanguages, type Language, languages } from '../language/languages.ts';
import { count, won } from '../language/formats.ts';
import type { Section } from './hall.ts';
import type { Loss } from './choice.ts';
import type { HallVisit } from './visit.svelte.ts';
import type { HallWords } from './words.ts';

/** 12구역 3열 7번 */
export function seatName(visit: HallVisit, seat: number, words: HallWords): string {
  const { hall } = visit;
  const parts = [
    words.section(hall.sections[hall.section[seat]!]!.name),
    words.row(hall.rows[hall.row[seat]!]!.name),
    words.seat(hall.label[seat]!),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** What is special about a seat; '' for most. */
export function seatTraits(visit: HallVisit, seat: number, words: HallWords): string {
  return visit.hall
    .traitsOf(seat)
    .map((trait) => words.traits[trait])
    .join(', ');
}

export function seatPrice(visit: HallVisit, seat: number, language: Language): string {
  return won(visit.hall.categories[visit.hall.category[seat]!]!.price, language);
}

/** Why a seat is not had, in full. */
export function lostText(visit: HallVisit, loss: Loss, words: HallWords): string {
  return loss === 'too-many-seats' ? words.limitText(visit.limit) : words.lostText[loss];
}

const shortForms = new Map(
  allLanguages.map((language) => [
    language,
    new Intl.NumberFormat(languages[language].locale, { notation: 'compact', maximumFractionDigits: 1 }),
  ]),
);

/** 11만원, ₩110K: for where there is little room. */
export function shortPrice(price: number, language: Language): string {
  const short = shortForms.get(language)!.format(price);
  return language === 'ko' ? `${short}원` : `₩${short.toUpperCase()}`;
}

/** What stands in a section of the overview. */
export function sectionWords(visit: HallVisit, section: Section, words: HallWords, language: Language) {
  if (!visit.known) return { name: section.name, free: '', price: '' };
  const free = visit.freeIn(section.index);
  const price = visit.statuses.priceFrom(section.index, visit.wanted);
  return {
    name: section.name,
    free: free === 0 ? words.soldOut : words.free(count(free, language)),
    price: price === null ? '' : words.from(shortPrice(price, language)),
  };
}
