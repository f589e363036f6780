/* Where the tests find what they need. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

export function fromRoot(path: string): string {
  return resolve(root, path);
}

/** The server that serves the pages. */
export const binary = fromRoot(process.env.ONSALE_BINARY ?? 'build/release/onsale');

/** Debian's Chromium. */
export const browser = process.env.ONSALE_CHROMIUM ?? '/usr/bin/chromium';

export const pictures = fromRoot('web/screenshots');

/** Vitest's global set-up: without these there is nothing to test, and that is a failure. */
export function setup(): void {
  for (const needed of [binary, browser]) {
    if (!existsSync(needed)) throw new Error(`${needed} is missing: script/bootstrap test, then build onsale`);
  }
}
