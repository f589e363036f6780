/* How a page looks, and whether everybody can use it. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Visit } from './browser.ts';
import { pictures } from './places.ts';

const narrowest = 320;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** No violation of WCAG 2.2 A and AA, nor of axe's best practices. */
export async function expectAccessible(visit: Visit): Promise<void> {
  const page = visit.who.javaScript ? visit.page : await withJavaScript(visit);
  // Through the debugger: the page's policy lets no page load it.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  if (page !== visit.page) await page.context().close();
  const told = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map((node) => `    ${node.html}\n    ${node.failureSummary}`).join('\n')}`,
  );
  // All pages of a walk are looked at, and all that is wrong is told.
  expect.soft(told, `axe on ${visit.page.url()}`).toEqual([]);
}

/** Nothing is wider than the narrowest phone, 320 px: WCAG 1.4.10, which axe does not look at. */
export async function expectNothingIsCutOff({ page }: Visit): Promise<void> {
  const before = page.viewportSize()!;
  await page.setViewportSize({ ...before, width: narrowest });
  const wide = await page.evaluate((width) => {
    if (document.documentElement.scrollWidth <= width) return [];
    const all = [...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > width);
    return all.map((each) => `${each.outerHTML.slice(0, 120)}: up to ${each.getBoundingClientRect().right} px`);
  }, narrowest);
  await page.setViewportSize(before);
  expect.soft(wide, `at ${narrowest} px, on ${page.url()}`).toEqual([]);
}

/** The same page, as it is, in a browser that can run axe; it does not ask again there. */
async function withJavaScript({ page, context }: Visit): Promise<Page> {
  const html = (await page.content()).replace(/<meta http-equiv="?refresh[^>]*>/i, '');
  const twin = await context.browser()!.newContext({ viewport: page.viewportSize() });
  await twin.route(page.url(), (route) => route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }));
  const shown = await twin.newPage();
  await shown.goto(page.url());
  return shown;
}

/** Into web/screenshots, as NAME-LANGUAGE-VIEWPORT.png, with the theme where it is the dark one. The whole page. */
export async function takePicture({ page, who }: Visit, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const dark = who.theme === 'dark' ? '-dark' : '';
  if (who.javaScript) await page.evaluate(async () => void (await document.fonts.ready));
  await page.screenshot({ path: join(pictures, `${name}-${who.language}-${who.viewport}${dark}.png`), fullPage: true });
}
