/* What the pages say, from their own texts: a test looks for what a fan reads. */
import type { Language } from '../../../src/language/languages.ts';
import * as en from '../../../src/pages/texts/en/index.ts';
import * as enLater from '../../../src/pages/texts/en/later.ts';
import * as ko from '../../../src/pages/texts/ko/index.ts';
import * as koLater from '../../../src/pages/texts/ko/later.ts';

const words = { ko: { ...ko, ...koLater }, en: { ...en, ...enLater } };

export function wordsIn(language: Language): (typeof words)['ko'] {
  return words[language];
}

/** A text with a number, an amount or a name in it, whatever that is. */
export function like(text: (anything: never) => string): RegExp {
  const mark = '\u0000';
  const said = text(mark as never);
  const escaped = said.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(escaped.replaceAll(mark, '.+'));
}
