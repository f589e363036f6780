/* All languages of the pages. Another one is a line here and a folder of texts of each page. */

interface LanguageFacts {
  /** For numbers, dates and times. */
  locale: string;
  /** Its own name for itself. */
  name: string;
}

export const languages = {
  ko: { locale: 'ko-KR', name: '한국어' },
  en: { locale: 'en-GB', name: 'English' },
} as const satisfies Record<string, LanguageFacts>;

export type Language = keyof typeof languages;

export const allLanguages = Object.keys(languages) as Language[];

export function isLanguage(tag: unknown): tag is Language {
  return allLanguages.some((language) => language === tag);
}

/** The first of a browser's languages that the pages speak, else English. */
export function preferred(tags: readonly string[]): Language {
  return tags.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage) ?? 'en';
}
