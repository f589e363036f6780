/* Light, dark, or as the system has it. The choice is kept on this device; tokens.css reads it from <html data-look>. */
import { keep, kept } from '../fan/kept.ts';

export type Look = 'system' | 'light' | 'dark';

const looks: readonly Look[] = ['system', 'light', 'dark'];

class LookSwitch {
  current = $state<Look>('system');

  constructor() {
    const before = kept<Look>('look');
    if (before && looks.includes(before)) this.choose(before);
  }

  choose(look: Look) {
    this.current = look;
    keep('look', look);
    if (look === 'system') delete document.documentElement.dataset.look;
    else document.documentElement.dataset.look = look;
  }

  /** What the fan sees now: the system's choice where nothing was chosen. */
  get dark(): boolean {
    return this.current === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : this.current === 'dark';
  }

  toggle() {
    this.choose(this.dark ? 'light' : 'dark');
  }
}

export const look = new LookSwitch();
