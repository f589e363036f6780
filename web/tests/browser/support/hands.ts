/* How somebody works a page: by mouse, by touch, or by the keyboard alone. */
import type { Locator, Page } from 'playwright-core';
import type { Visit } from './browser.ts';

export interface Hand {
  /** `at`: where on it, in CSS pixels; the middle otherwise. */
  press(target: Locator, at?: { x: number; y: number }): Promise<void>;
  write(target: Locator, text: string): Promise<void>;
}

export const mouse: Hand = {
  press: (target, position) => target.click(position ? { position } : {}),
  async write(target, text) {
    await target.click();
    await target.page().keyboard.type(text);
  },
};

export const touch: Hand = {
  press: (target, position) => target.tap(position ? { position } : {}),
  async write(target, text) {
    await target.tap();
    await target.page().keyboard.insertText(text);
  },
};

/** Tab and Enter alone: what cannot be reached by them is not found here either. */
export const keyboard: Hand = {
  async press(target) {
    await tabTo(target);
    await target.page().keyboard.press('Enter');
  },
  async write(target, text) {
    await tabTo(target);
    await target.page().keyboard.insertText(text);
  },
};

export function handOf({ who }: Visit): Hand {
  return who.viewport === 'phone' ? touch : mouse;
}

const mostStops = 200;

export async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  const page = target.page();
  for (let stops = 0; stops < mostStops; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Not to be reached by Tab: ${target}; the focus is on ${await focused(page)}`);
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? 'nothing');
}
