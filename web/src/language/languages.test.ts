import { describe, expect, it } from 'vitest';
import { isLanguage, preferred } from './languages.ts';

describe('the language of a browser', () => {
  it('is the first that the pages speak', () => {
    expect(preferred(['fr-FR', 'ko-KR', 'en'])).toBe('ko');
    expect(preferred(['EN-us', 'ko'])).toBe('en');
  });

  it('is English where the pages speak none of them', () => {
    expect(preferred(['fr', 'de-CH'])).toBe('en');
    expect(preferred([])).toBe('en');
  });

  it('is one of the table, and nothing else that an object has', () => {
    expect(['ko', 'en', 'fr', 'toString', '', null].map(isLanguage)).toEqual([true, true, false, false, false, false]);
  });
});
