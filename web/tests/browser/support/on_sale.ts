/* What every file of tests begins with: a server and a browser for all its tests, visitors for each. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Visit, type Visitor, openBrowser, visit } from './browser.ts';
import { Fans } from './fans.ts';
import { Operator } from './operator.ts';
import { pictures } from './places.ts';
import type { Proxy } from './proxy.ts';
import { type Sale, Server, type Settings, club } from './server.ts';

export interface OnSale {
  readonly server: Server;
  readonly fans: Fans;
  readonly operator: Operator;
  /** A browser of somebody's own, which may see the server through a proxy; closed after the test, which fails when it did what no page may do. */
  visit(visitor?: Visitor, through?: Proxy): Promise<Visit>;
}

/** Registers the hooks; what it returns can be used within tests. The server is one for each test where `each` says so. */
export function onSale(
  settings: Settings = {},
  { sales = [club], each = true }: { sales?: Sale[]; each?: boolean } = {},
): OnSale {
  let server: Server;
  let browser: Browser | undefined;
  let visits: Visit[] = [];

  const open = async () => {
    server = await Server.start(sales, settings);
  };
  beforeAll(async () => {
    browser = await openBrowser();
    if (!each) await open();
  });
  afterAll(async () => {
    await browser?.close();
    if (!each) await server?.close();
  });
  beforeEach(async () => {
    if (each) await open();
  });
  afterEach(async ({ task }) => {
    const those = visits;
    visits = [];
    if (task.result?.state === 'fail') await takeFailure(task.name, those);
    for (const { context } of those) await context.close();
    if (each) await server?.close();
    expect(those.flatMap(({ watch }) => watch.faults)).toEqual([]);
  });

  return {
    get server() {
      return server;
    },
    get fans() {
      return new Fans(server);
    },
    get operator() {
      return new Operator(new Fans(server));
    },
    async visit(visitor = {}, through) {
      const one = await visit(browser!, through ?? server, visitor);
      visits.push(one);
      return one;
    },
  };
}

/** What was to be seen when it failed. */
async function takeFailure(test: string, visits: Visit[]): Promise<void> {
  const name = test.replaceAll(/[^\p{Letter}\p{Number}]+/gu, '_');
  for (const [index, { page }] of visits.entries()) {
    await page
      .screenshot({ path: join(pictures, `failed-${name}-${index}.png`), timeout: 5000 })
      .catch(() => undefined);
  }
}
