import { defineConfig } from 'vitest/config';

/* The tests that need the built server and a browser. Vitest itself runs in Node; each file has a server and a browser
   of its own, so two files at a time is what a small machine bears. */
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    globalSetup: 'tests/browser/support/places.ts',
    environment: 'node',
    maxWorkers: 2,
    // Nothing here depends on speed; a test that waits longer than this waits for something that does not come.
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
