/* What is wrong with typed terms, in words, and where a field holds half a value. */
import { count } from '../../language/formats.ts';
import type { Language } from '../../language/languages.ts';
import type { terms as texts } from '../texts/ko/terms.ts';
import { type NumberTerm, numbers, type Term, type Wrong } from './terms.ts';

export function wordsFor(
  wrong: Partial<Record<Term, Wrong>>,
  t: typeof texts,
  language: Language,
): Partial<Record<Term, string>> {
  const told = (term: Term, why: Wrong): string => {
    if (why === 'instant') return t.instantMissing;
    if (why === 'order') return t.order;
    const { least, most } = numbers[term as NumberTerm];
    return t.number(count(least, language), count(most, language));
  };
  return Object.fromEntries((Object.entries(wrong) as [Term, Wrong][]).map(([term, why]) => [term, told(term, why)]));
}

/** The names of the fields whose value the browser cannot read: a date without its time. They say that they are empty. */
export function incompleteIn(form: HTMLFormElement): string[] {
  return [...form.querySelectorAll<HTMLInputElement>('input:invalid')].map(({ name }) => name);
}
