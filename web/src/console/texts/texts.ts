/* What the console says. Each language is one file of the built pages, loaded when that language is wanted. */
import { Texts } from '../../language/texts.svelte.ts';

export const texts = new Texts<typeof import('./ko/index.ts')>({
  ko: () => import('./ko/index.ts'),
  en: () => import('./en/index.ts'),
});
