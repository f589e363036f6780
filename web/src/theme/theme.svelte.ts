/* Light, dark, or as the system has it. The choice is stored on this device; tokens.css reads it from <html data-theme>. */
import { storage } from '../browser/storage.ts';

/** All themes there are. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

class ThemeSwitch {
  current = $state<Theme>('system');

  constructor() {
    const before = storage.get<Theme>('theme');
    if (before && themes.includes(before)) this.choose(before);
  }

  choose(theme: Theme) {
    this.current = theme;
    storage.set('theme', theme);
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }

  /** What the fan sees now: the system's choice where nothing was chosen. */
  get dark(): boolean {
    return this.current === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : this.current === 'dark';
  }

  toggle() {
    this.choose(this.dark ? 'light' : 'dark');
  }
}

export const theme = new ThemeSwitch();
