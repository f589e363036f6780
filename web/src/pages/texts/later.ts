/* What the pages say that are loaded when they are wanted: as texts.ts, and loaded with the first of them. */
import { Texts } from '../../language/texts.svelte.ts';

export const laterTexts = new Texts<typeof import('./ko/later.ts')>({
  ko: () => import('./ko/later.ts'),
  en: () => import('./en/later.ts'),
});
