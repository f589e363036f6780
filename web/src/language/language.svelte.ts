/* The language of the pages: what the fan chose, else the browser's first that we speak. Sets <html lang>. */
import { storage } from '../browser/storage.ts';
import { isLanguage, type Language, preferred } from './languages.ts';

/** Loads texts of a language, and resolves to what shows them. */
type Load = (language: Language) => Promise<() => void>;

class LanguageSwitch {
  /** The language that is shown. */
  current = $state<Language>('en');
  #wanted: Language;
  readonly #loads = new Set<Load>();

  constructor() {
    const before = storage.get<unknown>('language');
    this.current = this.#wanted = isLanguage(before) ? before : preferred(navigator.languages);
    document.documentElement.lang = this.current;
  }

  /** Loads texts and shows them, and again in each language that is chosen. Rejects where they cannot be loaded. */
  async follow(load: Load): Promise<void> {
    for (;;) {
      const wanted = this.#wanted;
      const show = await load(wanted);
      if (wanted !== this.#wanted) continue;
      show();
      this.#loads.add(load);
      return;
    }
  }

  /** Rejects where its texts cannot be loaded: the language before stays. */
  async choose(language: Language) {
    this.#wanted = language;
    try {
      const loaded = await Promise.all([...this.#loads].map((load) => load(language)));
      // Another one was chosen meanwhile.
      if (this.#wanted !== language) return;
      for (const show of loaded) show();
    } catch (fault) {
      if (this.#wanted === language) this.#wanted = this.current;
      throw fault;
    }
    this.current = language;
    storage.set('language', language);
    document.documentElement.lang = language;
  }
}

export const language = new LanguageSwitch();
