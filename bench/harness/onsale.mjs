// Our server, as a row needs it: on data of its own, on a free port, pinned to the server's core.
import { setTimeout } from 'node:timers/promises';

import { run, startUntil, stop } from './processes.mjs';

const stadium = 'venues/metalist-stadium.json';

// Where the sale is kept, as the commands are told: in a data folder, or in PostgreSQL at a URL.
const whereOf = (sale) => (sale.startsWith('postgresql:') ? ['--store', sale] : ['--data', sale]);

// Puts the seats of a venue plan on sale; the stadium unless told otherwise. Price: for seats without one in the plan.
// sale: a data folder, or the URL of a store; as in audit().
export async function putOnSale(bench, sale, { plan = stadium, dates = 1 } = {}) {
  for (let date = 1; date <= dates; ++date) {
    const when = `2099-01-${String(date).padStart(2, '0')}T00:00:00Z`;
    const options = [...whereOf(sale), '--concert', 'bench', '--date', when, '--price', '99000'];
    await run(bench.program('onsale'), ['import', plan, ...options]);
  }
}

// Data as a killed server would leave it, made once for equal wishes and copied for each caller. Returns { data,
// polls }: the folder, and a file of poll requests of `sample` fans who wait.
export async function seeded(bench, wish) {
  const key = JSON.stringify(wish);
  bench.seeds ??= new Map();
  if (!bench.seeds.has(key)) bench.seeds.set(key, await seed(bench, wish));
  const { data, polls } = bench.seeds.get(key);
  return { data: bench.scratch.copyOf(data), polls };
}

async function seed(bench, { users, waiting, reservations = 0, sample = 0 }) {
  const data = bench.scratch.path('seed');
  const polls = bench.scratch.path('polls.tsv');
  const options = ['--data', data, '--venue', stadium, '--users', users, '--waiting', waiting];
  options.push('--reservations', reservations);
  if (sample > 0) options.push('--requests', polls, '--sample', sample);
  bench.say(`seeding ${waiting} places of ${users} users and ${reservations} reservations`);
  await run(bench.program('seed_sale'), options.map(String));
  return { data, polls };
}

// The settings under which nothing happens but what the row does: no session and no hold ends, nobody is marked away, a
// fan who is called keeps the only slot.
const still = {
  'token-seconds': 86_400,
  'claim-seconds': 3_600,
  'away-seconds': 86_400,
  'seat-hold-seconds': 86_400,
  'admit-per-second': 100_000,
};

// In front of an empty Redis a node waits for others before it opens the line; /readyz says 200 meanwhile, and so.
async function letsFansIn(port, patienceMs = 30_000) {
  const end = performance.now() + patienceMs;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
    const said = await answer.text();
    if (answer.status !== 200) throw new Error(`/readyz answers ${answer.status} after the start`);
    if (!said.includes('nobody can join')) return;
    if (performance.now() > end) throw new Error(`/readyz still says: ${said}`);
    await setTimeout(20);
  }
}

// Starts `onsale serve` and waits until /readyz says yes, and that fans can join. Returns { name, pid, port, secondsToReady, stop() };
// secondsToReady counts from the moment of starting the process. Throws with its log if it ends instead.
export async function serve(bench, data, { core = bench.cores.server, threads = 1, ...settings } = {}) {
  const flags = Object.entries({ ...still, 'io-threads': threads, ...settings }).map(([name, v]) => `--${name}=${v}`);
  const options = ['serve', '--listen=127.0.0.1:0', `--data=${data}`, '--log-level=error', ...flags];
  const began = performance.now();
  const ready = /^onsale serves http:\/\/127\.0\.0\.1:(\d+) /;
  const child = await startUntil(ready, bench.program('onsale'), options, { core });
  const port = Number(child.ready[1]);
  await letsFansIn(port);
  const secondsToReady = (performance.now() - began) / 1000;
  return { name: 'onsale', pid: child.pid, port, secondsToReady, stop: () => stop(child) };
}

// Throws unless the data keeps every promise; a benchmark of wrong answers is worth nothing.
export async function audit(bench, sale) {
  await run(bench.program('onsale'), ['audit', ...whereOf(sale)]);
}
