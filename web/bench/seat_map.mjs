// Times the frames of the seat map while it is dragged and zoomed, in a headless Chromium without a GPU, over the
// stadium of 39,616 seats, and those of a plain renderer on the same way in the same run.
//   npm run bench:map [-- --phone]        CHROMIUM names another browser than /usr/bin/chromium
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { stadium } from './stadium.mjs';

const { values: wanted } = parseArgs({ options: { phone: { type: 'boolean', default: false } } });
const screen = wanted.phone
  ? { viewport: { width: 360, height: 780 }, deviceScaleFactor: 2 }
  : { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 };
/** What a screen gives a frame, in milliseconds. */
const frame = 1000 / 60;
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'onsale-bench-'));
const map = JSON.stringify(stadium());
const server = createServer(async (request, response) => {
  const path = new URL(request.url, 'http://localhost').pathname;
  const body = path === '/map.json' ? map : await readFile(join(folder, path)).catch(() => null);
  response.writeHead(body === null ? 404 : 200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' });
  response.end(body);
});

try {
  await build({
    root,
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true, rolldownOptions: { input: join(root, 'bench/frames.html') } },
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const times = { tiles: await timesOf('tiles'), plain: await timesOf('plain') };
  print(times);
} finally {
  server.close();
  await rm(folder, { recursive: true });
}

async function timesOf(kind) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage(screen);
    page.on('pageerror', (fault) => console.error(fault));
    await page.goto(`http://127.0.0.1:${server.address().port}/bench/frames.html`);
    await page.waitForFunction(() => document.title === 'ready');
    return await page.evaluate((renderer) => globalThis.run(renderer), kind);
  } finally {
    await browser.close();
  }
}

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function dropped(frames) {
  return frames.reduce((sum, length) => sum + Math.max(0, Math.round(length / frame) - 1), 0);
}

function line(name, { frames, work }) {
  const cells = [
    ...[0.5, 0.95, 0.99].map((share) => percentile(frames, share).toFixed(1)),
    `${dropped(frames)} of ${frames.length + dropped(frames)}`,
    ...[0.5, 0.99].map((share) => percentile(work, share).toFixed(1)),
  ];
  console.log(name.padEnd(34) + cells.map((cell) => String(cell).padStart(13)).join(''));
}

function print(times) {
  const { width, height } = screen.viewport;
  console.log(
    `${width} x ${height} at ${screen.deviceScaleFactor}, ${JSON.parse(map).seats.label.length} seats; milliseconds`,
  );
  const heads = ['frame p50', 'p95', 'p99', 'dropped', 'script p50', 'p99'];
  console.log(''.padEnd(34) + heads.map((head) => head.padStart(13)).join(''));
  const all = {};
  for (const [kind, ways] of Object.entries(times)) {
    all[kind] = { frames: [], work: [] };
    for (const [name, way] of Object.entries(ways)) {
      line(`${kind}: ${name}`, way);
      for (const key of ['frames', 'work']) all[kind][key].push(...way[key]);
    }
    line(`${kind}: all`, all[kind]);
  }
  for (const share of [0.5, 0.95, 0.99]) {
    const ratio = percentile(all.plain.frames, share) / percentile(all.tiles.frames, share);
    console.log(`plain / tiles, frame p${share * 100}: ${ratio.toFixed(1)}`);
  }
}
