/* The language of the pages: what the fan chose, else the browser's first that we speak. Sets <html lang>. */
import { storage } from '../browser/storage.ts';

export type Language = 'ko' | 'en';

/** The same texts in both languages: `en` must have exactly the members of `ko`. */
export type Texts<T> = Readonly<Record<Language, T>>;

export function preferred(languages: readonly string[]): Language {
  for (const tag of languages) {
    const language = tag.toLowerCase().split('-')[0];
    if (language === 'ko' || language === 'en') return language;
  }
  return 'en';
}

class LanguageSwitch {
  current = $state<Language>('ko');

  constructor() {
    const before = storage.get<Language>('language');
    this.current = before === 'ko' || before === 'en' ? before : preferred(navigator.languages);
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
