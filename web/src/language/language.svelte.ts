/* The language of the pages: what the fan chose, else the browser's first that we speak. Sets <html lang>. */
import { storage } from '../browser/storage.ts';
import { isLanguage, type Language, preferred } from './languages.ts';

/** The same texts in both languages: `en` must have exactly the members of `ko`. */
export type Texts<T> = Readonly<Record<Language, T>>;

class LanguageSwitch {
  current = $state<Language>('ko');

  constructor() {
    const before = storage.get<unknown>('language');
    this.current = isLanguage(before) ? before : preferred(navigator.languages);
    document.documentElement.lang = this.current;
  }

  choose(language: Language) {
    this.current = language;
    storage.set('language', language);
    document.documentElement.lang = language;
  }

  /** Reactive: read it in a template or a $derived. */
  of<T>(texts: Texts<T>): T {
    return texts[this.current];
  }
}

export const language = new LanguageSwitch();
