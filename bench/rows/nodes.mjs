import { cpus } from 'node:os';

import { askAll, bearer, fans, freeSeats, pollOf, writeRequests } from '../harness/fans.mjs';
import { ratioShown, shown } from '../harness/goals.mjs';
import { load } from '../harness/load.mjs';
import { busySeconds } from '../harness/machine.mjs';
import { audit, putOnSale, serve } from '../harness/onsale.mjs';
import { postgres } from '../harness/postgres.mjs';
import { cpuSeconds, familyCpuSeconds } from '../harness/processes.mjs';
import { redis } from '../harness/redis.mjs';
import { compare, figure, summarise } from '../harness/rounds.mjs';
import { everyCore, hallWith } from './postgres_run.mjs';
import { clients } from './sale_run.mjs';

const counts = [1, 2];
const nameOf = (count) => (count === 1 ? '1 node' : `${count} nodes`);
const [one, two] = counts.map(nameOf);

const waiting = 1_000;
const poll = 'polls';
const purchase = ['reservations', 'payments'];

const sumOf = (list, valueOf) => list.reduce((all, each) => all + valueOf(each), 0);

// A sale on this many nodes, with a PostgreSQL and a Redis of their own; all of them on every core. hall: what putOnSale
// takes. stop() audits what was sold.
async function saleOn(bench, count, hall, inside) {
  const line = await redis(bench, { core: everyCore });
  const store = await postgres(bench, { core: everyCore });
  const url = await store.database();
  await putOnSale(bench, url, hall);
  const settings = { core: everyCore, line: line.url, store: url, 'max-connections': inside };
  const nodes = [];
  for (let i = 0; i < count; ++i) nodes.push(await serve(bench, bench.scratch.path('data'), settings));
  return {
    nodes,
    cpu: () => ({
      nodes: sumOf(nodes, ({ pid }) => cpuSeconds(pid)),
      store: familyCpuSeconds(store.pid),
      line: cpuSeconds(line.pid),
      all: busySeconds(),
    }),
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()));
      await audit(bench, url);
      await Promise.all([line.stop(), store.stop()]);
    },
  };
}

// Each node has a load of its own, all at the same time; the connections are shared out. files: of requests, for each
// node one. The CPU of the parts is in milliseconds for each answer.
async function measured(bench, sale, files, request) {
  const connections = clients / sale.nodes.length;
  const of = (node) => ({ core: everyCore, connections, file: files[node], ...request });
  const before = sale.cpu();
  const began = performance.now();
  const results = await Promise.all(sale.nodes.map(({ port }, node) => load(bench, port, of(node))));
  const seconds = (performance.now() - began) / 1000;
  const after = sale.cpu();
  const answers = sumOf(results, ({ requests }) => requests);
  const used = (part) => after[part] - before[part];
  const each = (part) => (1000 * used(part)) / answers;
  const worst = (measure) => Math.max(...results.map((result) => result[measure]));
  return {
    perSecond: answers / worst('seconds'),
    perCpuSecond: answers / used('nodes'),
    p50us: worst('p50us'),
    p99us: worst('p99us'),
    nodesMs: each('nodes'),
    storeMs: each('store'),
    lineMs: each('line'),
    idle: Math.max(0, 1 - used('all') / (seconds * cpus().length)),
  };
}

// One slot, taken, and fans who wait; any node answers any of them.
async function comparePolls(bench) {
  const contenders = {};
  const sales = [];
  for (const count of counts) {
    const sale = await saleOn(bench, count, { plan: 'venues/small-club.json' }, 1);
    sales.push(sale);
    await fans(sale.nodes[0], 1, { inside: true });
    const line = await fans(sale.nodes[0], bench.size(waiting, 600), { inside: false });
    const file = writeRequests(bench.scratch.path('polls.tsv'), line.map(pollOf));
    const files = new Array(count).fill(file);
    contenders[nameOf(count)] = () => measured(bench, sale, files, { seconds: bench.seconds });
  }
  const { rounds, onRound } = bench;
  const comparison = await compare({ name: poll, base: one, rounds, contenders, onRound });
  for (const sale of sales) await sale.stop();
  return comparison;
}

// Deals requests out to the nodes, in turn.
const dealt = (bench, wishes, count) =>
  Array.from({ length: count }, (_, node) =>
    writeRequests(
      bench.scratch.path('wishes.tsv'),
      wishes.filter((_, i) => i % count === node),
    ),
  );

// Every fan reserves a seat, and pays it. Returns { reservations, payments }, each as measured() has it.
async function buyAll(bench, count, crowd) {
  const sale = await saleOn(bench, count, { plan: hallWith(bench, crowd) }, crowd);
  const [first] = sale.nodes;
  const buyers = await fans(first, crowd, { inside: true });
  const seats = await freeSeats(first, buyers[0]);
  const ofAll = (wishOf) => buyers.map(wishOf);
  const points = { method: 'PATCH', body: { amount: 1_000_000 } };
  await askAll(first, ofAll(({ user }) => ({ path: `/user/charge/${user}/point`, ...points })));
  const post = (path, { token }) => ({ method: 'POST', path, headers: bearer(token) });
  const sent = (wishes) => measured(bench, sale, dealt(bench, wishes, count), { once: true });
  const reservations = await sent(ofAll((buyer, i) => post(`/concert/${seats[i]}/reservation`, buyer)));
  const held = await askAll(first, ofAll(({ user }) => ({ path: `/user/${user}/reservations` })));
  const idOf = ({ reservations: [{ id }] }) => id;
  const payments = await sent(
    ofAll((buyer, i) => post(`/user-concert/payment/${buyer.user}/${idOf(held[i])}`, buyer)),
  );
  await sale.stop();
  return { reservations, payments };
}

// The comparisons of reservations and of payments.
async function comparePurchases(bench) {
  const crowd = bench.size(16_000, 2_000); // a seat each, whole sections
  const played = [];
  for (let round = 0; round < Math.min(bench.rounds, 3); ++round) {
    const bought = {};
    for (const count of round % 2 === 0 ? counts : [...counts].reverse()) {
      const turn = nameOf(count);
      bought[turn] = await buyAll(bench, count, crowd);
      for (const kind of purchase) bench.onRound(kind, round, turn, bought[turn][kind]);
    }
    played.push(bought);
  }
  return purchase.map((kind) => {
    const raw = played.map((bought) => Object.fromEntries(counts.map(nameOf).map((turn) => [turn, bought[turn][kind]])));
    return summarise({ name: kind, base: one, turns: counts.map(nameOf), raw });
  });
}

// What a purchase, or 1,000 polls, cost each part, with one node and with two.
function costs(polls, purchases) {
  const ofPolls = (turn, part) => polls.rounds.map((round) => 1000 * round[turn][part]);
  const ofPurchases = (turn, valueOf) =>
    purchases[0].rounds.map((_, round) => sumOf(purchases, ({ rounds }) => valueOf(rounds[round][turn])));
  const parts = { nodesMs: 'nodes', storeMs: 'PostgreSQL', lineMs: 'Redis' };
  return counts.map(nameOf).flatMap((turn) => [
    ...Object.entries(parts).map(([part, name]) =>
      figure(`CPU of a purchase, ${name}, ${turn}`, 'ms', ofPurchases(turn, (measures) => measures[part])),
    ),
    figure(`cores that waited during purchases, ${turn}`, '%', ofPurchases(turn, ({ idle }) => 50 * idle)),
    figure(`CPU of 1,000 polls, nodes, ${turn}`, 'ms', ofPolls(turn, 'nodesMs')),
    figure(`CPU of 1,000 polls, Redis, ${turn}`, 'ms', ofPolls(turn, 'lineMs')),
  ]);
}

const median = (figures, name) => figures.find((each) => each.name === name).median;

export default {
  name: 'nodes',
  what: `polls/s, reservations/s and payments/s through two nodes on one PostgreSQL and one Redis, ${clients} clients`,
  against: 'one node',
  reach: '–',
  how: `Each node has a load of its own, at the same time, and half of the clients; fans poll at either node, and buy
at either node. Nodes, their loads, PostgreSQL and Redis share all cores, so that requests a second cannot grow where the
cores are busy: what a second node would add on a machine of its own is in the answers per CPU-second of the nodes
(1.00: as much as the first) and in what each purchase costs PostgreSQL, which all nodes share. The polls: one slot and
${waiting.toLocaleString('en-US')} fans in line. The purchases: a seat each, all of one date, whose counter every reservation changes; the
settings of PostgreSQL and of the nodes as in the row \`postgres\`. A core waits when nothing has work for it: for the
disk's flush, for a lock, for an answer of PostgreSQL. Each sale is audited afterwards.`,

  async run(bench) {
    const polls = await comparePolls(bench);
    const purchases = await comparePurchases(bench);
    const figures = costs(polls, purchases);
    const comparisons = [polls, ...purchases];
    const goals = comparisons.map(({ name, ratio }) => ratioShown(name, ratio[two]));
    for (const turn of [one, two]) {
      const name = `CPU of a purchase, PostgreSQL, ${turn}`;
      goals.push(shown(name, 'ms', median(figures, name)));
    }
    return { comparisons, figures, goals };
  },
};
