/* The ticket on paper. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Theme } from './support/browser.ts';
import { FanPages } from './support/fan_pages.ts';
import { onSale } from './support/on_sale.ts';
import { pictures } from './support/places.ts';

const sale = onSale();

test.each<Theme>(['light', 'dark'])(
  'each ticket is printed on a page of its own, alone and dark on white, from the %s theme',
  async (theme) => {
    const fan = new FanPages(await sale.visit({ theme, language: 'ko' }));
    await fan.openAndComeIn('김민지');
    await fan.takeBest();
    await fan.goAndPay();
    await fan.charge();
    await fan.pay();
    const { page } = fan;
    await page.getByRole('article').getByRole('img').nth(1).waitFor();
    // Chosen by hand, too, not only by the system.
    if (theme === 'dark') await page.evaluate(() => (document.documentElement.dataset.theme = 'dark'));
    await page.emulateMedia({ media: 'print' });
    const shown = await page.evaluate(() => {
      const inSight = (element: Element) => element.checkVisibility() && (element.textContent ?? '').trim() !== '';
      const outside = [...document.querySelectorAll('header, nav, aside, a, button, h1, li')].filter(inSight);
      const ticket = document.querySelector('article section')!;
      const { color, breakInside } = getComputedStyle(ticket);
      return {
        outside: outside.map(({ outerHTML }) => outerHTML),
        color,
        breakInside,
        ground: getComputedStyle(document.body).backgroundColor,
      };
    });
    expect(shown.outside).toEqual([]);
    expect(shown.breakInside).toBe('avoid');
    expect(brightness(shown.color)).toBeLessThan(60);
    const pdf = await page.pdf({ path: join(pictures, `printed-ticket-${theme}.pdf`), format: 'A4' });
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2);
    await page.screenshot({ path: join(pictures, `printed-ticket-${theme}.png`), fullPage: true });
  },
);

/** Of `rgb(r, g, b)`, 0 to 255. */
function brightness(colour: string): number {
  const parts = colour.match(/\d+/g)!.slice(0, 3).map(Number);
  return Math.max(...parts);
}
