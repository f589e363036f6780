/* What the pages say, from their own texts: a test looks for what a fan reads. */
import type { Language } from '../../../src/language/languages.ts';
import { hallWords } from '../../../src/hall/words.ts';
import { texts as concerts } from '../../../src/pages/concerts/texts.ts';
import { texts as paying } from '../../../src/pages/paying/texts.ts';
import { texts as seats } from '../../../src/pages/seats/texts.ts';
import { texts as frame } from '../../../src/pages/texts.ts';
import { texts as tickets } from '../../../src/pages/tickets/texts.ts';
import { texts as waiting } from '../../../src/pages/waiting/texts.ts';

export function wordsIn(language: Language) {
  return {
    concerts: concerts[language],
    frame: frame[language],
    hall: hallWords(language),
    paying: paying[language],
    seats: seats[language],
    tickets: tickets[language],
    waiting: waiting[language],
  };
}

/** A text with a number, an amount or a name in it, whatever that is. */
export function like(text: (anything: never) => string): RegExp {
  const mark = '\u0000';
  const said = text(mark as never);
  const escaped = said.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(escaped.replaceAll(mark, '.+'));
}
