import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { lucidePaths } from './lucide_paths.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
// Where `npm run dev` finds the server.
const server = process.env.ONSALE_SERVER ?? 'http://127.0.0.1:8080';
const served = ['/user', '/user-concert', '/concert', '/sale', '/operator', '/openapi.json', '/docs', '/waiting-room'];

export default defineConfig({
  plugins: [svelte(), lucidePaths()],
  build: {
    outDir: here('../build/web'),
    emptyOutDir: true,
    target: 'es2022',
    assetsDir: 'assets',
    // The policy of the pages allows no inline script and no data: font; nothing may be folded into the HTML or CSS.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: here('index.html'), console: here('console.html') } },
  },
  server: {
    proxy: Object.fromEntries(served.map((path) => [path, server])),
  },
  test: {
    include: ['src/**/*.test.ts'],
    // The unit tests need no browser; those that do are in tests/browser.
    environment: 'node',
  },
});
