// What the rows of durable writes share: a whole sale over HTTP on one side, the store alone on the other.
import { audit, putOnSale, serve } from '../harness/onsale.mjs';
import { flush } from '../harness/machine.mjs';
import { run } from '../harness/processes.mjs';
import { figure, summarise } from '../harness/rounds.mjs';

export const clients = 64;

const overHttp = 'over HTTP';
const alone = 'store alone';

// The steps of sale_bench whose answers wait for a flush, by the kind of row that they write.
const steps = { joins: 'join (one commit)', reservations: 'POST reservation', payments: 'POST payment' };

// Lets a crowd buy by sale_bench, a seat each of those inside; returns its JSON.
export async function buy(bench, server, { inside, waiting, party = 1 }, core = bench.cores.load) {
  const options = ['--json', '--no-polls', '--party', party, server.port, server.pid, inside, clients, waiting].map(String);
  const output = await run(bench.program('sale_bench'), options, { core });
  return JSON.parse(output.slice(output.indexOf('{"steps"'))); // behind the table for people
}

// Plays a sale, in the stadium unless told otherwise, on fresh data that is audited afterwards; returns sale_bench's
// JSON. hall: what putOnSale takes. settings: of serve(); with a `store`, the sale is kept there; a `core` is the crowd's
// as well.
export async function playSale(bench, { hall, ...crowd }, settings = {}) {
  const data = bench.scratch.path('data');
  const sale = settings.store ?? data;
  await putOnSale(bench, sale, hall);
  const server = await serve(bench, data, { 'max-connections': crowd.inside, ...settings });
  const played = await buy(bench, server, crowd, settings.core);
  await server.stop();
  await audit(bench, sale);
  bench.scratch.discard(data);
  return played;
}

export function measuresOf({ steps: played, batch }, kind) {
  const step = played.find(({ name }) => name === steps[kind]);
  if (!step) throw new Error(`sale_bench has no step ${steps[kind]}`);
  const { perSecond, perCpuSecond, p50us, p99us, loadCpuShare } = step;
  return { perSecond, perCpuSecond, p50us, p99us, loadShare: loadCpuShare, batch: batch[kind] };
}

// SQLite alone writes that many rows of a kind in transactions of `batch`, on the server's core.
async function storeAlone(bench, kind, rows, batch) {
  const data = bench.scratch.folder('raw');
  const options = [kind, '--data', data, '--rows', rows, '--batch', Math.max(1, Math.round(batch)), '--json'];
  const output = await run(bench.program('raw_store'), options.map(String), { core: bench.cores.server });
  bench.scratch.discard(data);
  const { perSecond, batch: used } = JSON.parse(output);
  return { perSecond, batch: used };
}

// Each round plays one sale, then lets the store alone write as many rows of each kind, in batches of the size that the
// server was seen to make in that sale: so the sale comes first in every round. kinds: { kind: rows }. Returns
// { comparisons, figures }; the figures tell what a flush took, without which no durable rate means anything.
export async function compareWithStore(bench, sale, kinds) {
  const raw = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
  const flushes = [];
  for (let round = 0; round < bench.rounds; ++round) {
    flushes.push((await flush(bench)).p50us);
    const played = await playSale(bench, sale);
    for (const [kind, rows] of Object.entries(kinds)) {
      const ours = measuresOf(played, kind);
      const measured = { [overHttp]: ours, [alone]: await storeAlone(bench, kind, rows, ours.batch) };
      for (const turn of [overHttp, alone]) bench.onRound(kind, round, turn, measured[turn]);
      raw[kind].push(measured);
    }
  }
  const turns = [overHttp, alone];
  return {
    comparisons: Object.keys(kinds).map((kind) => summarise({ name: kind, base: alone, turns, raw: raw[kind] })),
    figures: [figure('one flush of the disk, median, before each round', 'µs', flushes)],
  };
}

export const ratioOf = ({ ratio }) => ratio[overHttp].perSecond.median;
export const rateOf = ({ contenders }) => contenders[overHttp].perSecond.median;
