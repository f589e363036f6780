import { beforeEach, describe, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('navigator', { languages: ['ko-KR'] });
  vi.stubGlobal('document', { documentElement: { lang: '' } });
});

async function pages(load: (language: 'ko' | 'en') => Promise<{ hello: string }>) {
  const { language } = await import('./language.svelte.ts');
  const { Texts } = await import('./texts.svelte.ts');
  const texts = new Texts({ ko: () => load('ko'), en: () => load('en') });
  return { language, texts };
}

const hello = { ko: { hello: '안녕하세요' }, en: { hello: 'Hello' } };

describe('the texts of the pages', () => {
  it('are loaded again after they could not be, and once alone', async () => {
    let loads = 0;
    const { texts } = await pages(async () => {
      loads += 1;
      if (loads === 1) throw new Error('offline');
      return hello.ko;
    });
    await expect(texts.ready()).rejects.toThrow('offline');
    await Promise.all([texts.ready(), texts.ready()]);
    expect([texts.now.hello, loads]).toEqual(['안녕하세요', 2]);
  });

  it('are loaded in the language that is shown, and in another one when it is chosen', async () => {
    const loaded: string[] = [];
    const { language, texts } = await pages(async (wanted) => (loaded.push(wanted), hello[wanted]));
    expect(() => texts.now).toThrow();
    await texts.ready();
    expect([texts.now.hello, document.documentElement.lang, loaded]).toEqual(['안녕하세요', 'ko', ['ko']]);
    await language.choose('en');
    expect([texts.now.hello, language.current, loaded]).toEqual(['Hello', 'en', ['ko', 'en']]);
  });

  it('stay where those of another language cannot be loaded', async () => {
    const { language, texts } = await pages(async (wanted) => {
      if (wanted === 'en') throw new Error('offline');
      return hello[wanted];
    });
    await texts.ready();
    await expect(language.choose('en')).rejects.toThrow('offline');
    expect([texts.now.hello, language.current]).toEqual(['안녕하세요', 'ko']);
  });

  it('are those of the last choice, whatever comes first', async () => {
    let answer: (texts: { hello: string }) => void = () => undefined;
    const english = new Promise<{ hello: string }>((resolve) => (answer = resolve));
    const { language, texts } = await pages(async (wanted) => (wanted === 'en' ? english : hello.ko));
    await texts.ready();
    const first = language.choose('en');
    await language.choose('ko');
    answer(hello.en);
    await first;
    expect([texts.now.hello, language.current]).toEqual(['안녕하세요', 'ko']);
  });
});
