/* A browser, and who sits before it. */
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';
import { browser as executablePath } from './places.ts';
import { type Language, languages } from '../../../src/language/languages.ts';
import { Watch } from './watch.ts';

export type Viewport = 'phone' | 'desktop';
export type Theme = 'light' | 'dark';

export interface Visitor {
  language?: Language;
  viewport?: Viewport;
  theme?: Theme;
  javaScript?: boolean;
  timeZone?: string;
}

/** One person's browser: its tabs share what it keeps, as the windows of one profile do. */
export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly watch: Watch;
  readonly who: Required<Visitor>;
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Tabs in the background shall run as the one in front does: which one that is, nobody sees here.
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
    ],
  });
}

const viewports = {
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 800 } },
};

export async function visit(browser: Browser, server: { readonly url: string }, visitor: Visitor): Promise<Visit> {
  const who = {
    language: 'en',
    viewport: 'desktop',
    theme: 'light',
    javaScript: true,
    timeZone: 'Asia/Seoul',
    ...visitor,
  } as const;
  const context = await browser.newContext({
    ...viewports[who.viewport],
    baseURL: server.url,
    locale: languages[who.language].locale,
    timezoneId: who.timeZone,
    colorScheme: who.theme,
    reducedMotion: 'reduce',
    javaScriptEnabled: who.javaScript,
  });
  // Generous: the machine may be busy with something else.
  context.setDefaultTimeout(60_000);
  const watch = await Watch.over(context, server.url);
  const page = await context.newPage();
  return { context, page, watch, who };
}
