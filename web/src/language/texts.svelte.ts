/* Texts of a set of pages in the language that is shown. Those of another one are loaded when it is chosen. */
import { language } from './language.svelte.ts';
import type { Language } from './languages.ts';

export class Texts<T> {
  #shown = $state.raw<T | null>(null);
  #asked: Promise<void> | null = null;

  /** All languages have the same texts. */
  constructor(private readonly load: Record<Language, () => Promise<T>>) {}

  /** Loads them unless they are there. Rejects where they cannot be loaded. */
  ready(): Promise<void> {
    this.#asked ??= language
      .follow(async (wanted) => {
        const loaded = await this.load[wanted]();
        return () => (this.#shown = loaded);
      })
      .catch((fault: unknown) => {
        this.#asked = null;
        throw fault;
      });
    return this.#asked;
  }

  /** Reactive: read it in a template or a $derived. Throws before `ready()` has resolved. */
  get now(): T {
    if (!this.#shown) throw new Error('the texts are not loaded yet');
    return this.#shown;
  }
}
