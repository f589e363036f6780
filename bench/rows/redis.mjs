import { setTimeout } from 'node:timers/promises';

import { fans, pollOf, writeRequests } from '../harness/fans.mjs';
import { atMost, ratioAtLeast, shown } from '../harness/goals.mjs';
import { measure } from '../harness/load.mjs';
import { audit, putOnSale, serve } from '../harness/onsale.mjs';
import { postgres } from '../harness/postgres.mjs';
import { between, redis, sum } from '../harness/redis.mjs';
import { compare, figure } from '../harness/rounds.mjs';
import { buy, clients } from './sale_run.mjs';

const embedded = 'embedded';
const inRedis = 'on Redis';

const waiting = 1_000;

// A Redis and a PostgreSQL, on the server's core; a line in Redis wants a store that can be shared, too.
async function shared(bench) {
  const core = bench.cores.server;
  const line = await redis(bench, { core });
  const store = await postgres(bench, { core });
  return {
    line,
    settings: { line: line.url, store: await store.database() },
    stop: () => Promise.all([line.stop(), store.stop()]),
  };
}

// What the node has Redis do while nobody comes, { name: calls a second }.
async function whileIdle(line, seconds) {
  const before = await line.executed();
  await setTimeout(seconds * 1000);
  const ran = between(before, await line.executed());
  return Object.fromEntries(Object.entries(ran).map(([name, calls]) => [name, calls / seconds]));
}

// A crowd joins, comes in, reserves, and pays. Returns what Redis executed for each of them, { commands, scripts }, less
// what it would have executed meanwhile had nobody come; that, as `idle`, is commands a second.
async function commandsOfAFan(bench, count) {
  const { line, settings, stop } = await shared(bench);
  const data = bench.scratch.path('data');
  await putOnSale(bench, settings.store);
  const node = await serve(bench, data, { 'max-connections': count, ...settings });
  const idle = await whileIdle(line, bench.seconds);
  const before = await line.executed();
  const began = performance.now();
  await buy(bench, node, { inside: count, waiting: 1 });
  const seconds = (performance.now() - began) / 1000;
  const ran = between(before, await line.executed());
  await node.stop();
  await audit(bench, settings.store);
  await stop();
  const caused = Object.entries(ran).map(([name, calls]) => [name, calls - seconds * (idle[name] ?? 0)]);
  const mine = Object.fromEntries(caused);
  const each = { commands: sum(mine) / count, scripts: mine.evalsha / count, idle: sum(idle) };
  bench.say(`of each fan: ${each.commands.toFixed(2)} commands, ${each.scripts.toFixed(3)} scripts`);
  return { ...each, ran, seconds };
}

// A server with one slot, taken, and fans who wait; returns what measures their polls.
async function waitingLine(bench, settings) {
  const data = bench.scratch.path('data');
  await putOnSale(bench, settings.store ?? data, { plan: 'venues/small-club.json' });
  const server = await serve(bench, data, { 'max-connections': 1, ...settings });
  await fans(server, 1, { inside: true });
  const line = await fans(server, bench.size(waiting, 600), { inside: false });
  const file = writeRequests(bench.scratch.path('polls.tsv'), line.map(pollOf));
  const request = { connections: 64, file, seconds: bench.seconds };
  return () => measure(bench, server, request);
}

// Counts what Redis executes for 100,000 polls; those of the warm-up and of the beats are in it.
const watched = (bench, line, poll) => async () => {
  const before = await line.executed();
  const measured = await poll();
  const commands = sum(between(before, await line.executed()));
  return { ...measured, commands: (100_000 * commands) / (measured.perSecond * bench.seconds) };
};

async function comparePolls(bench) {
  const { line, settings, stop } = await shared(bench);
  const contenders = {
    [inRedis]: watched(bench, line, await waitingLine(bench, settings)),
    [embedded]: await waitingLine(bench, {}),
  };
  const { rounds, onRound } = bench;
  const comparison = await compare({ name: 'polls, 64 connections', base: embedded, rounds, contenders, onRound });
  await stop();
  return comparison;
}

export default {
  name: 'redis',
  what: 'commands that Redis executes for a fan from join to payment; polls/s with the line in Redis',
  against: 'the embedded line',
  reach: 'polls ≥ 0.9; < 1,000 commands for 100,000 polls',
  how: `Commands are counted by \`INFO commandstats\`, those that a script calls included. A crowd joins, comes in, reserves
and pays over HTTP, ${clients} requests at a time, so that wishes of several fans share a script; what the node has Redis do
while nobody comes is taken off for as long as that took. The polls: one slot and ${waiting.toLocaleString('en-US')} fans in line, 64 connections, each
request another fan's. On one side a node on Redis and PostgreSQL, both on its core, on the other the embedded default:
the ratio is the whole price of being one of many. What Redis executed during the polls is counted whole, beats
included.`,

  async run(bench) {
    const crowds = [];
    for (let round = 0; round < Math.min(bench.rounds, 3); ++round) {
      crowds.push(await commandsOfAFan(bench, bench.size(5_000, 1_000)));
    }
    const polls = await comparePolls(bench);
    const of = (measure) => crowds.map((crowd) => crowd[measure]);
    const commands = figure('commands for a fan, join to payment', 'commands', of('commands'));
    const duringPolls = polls.rounds.map((round) => round[inRedis].commands);
    const forPolls = figure('commands during 100,000 polls', 'commands', duringPolls);
    return {
      comparisons: [polls],
      figures: [
        commands,
        figure('scripts sent for a fan', 'scripts', of('scripts')),
        figure('commands while nobody comes', 'commands/s', of('idle')),
        forPolls,
      ],
      goals: [
        shown('commands a fan', '', commands.median),
        ratioAtLeast('polls', polls.ratio[inRedis], 0.9),
        atMost('commands for 100,000 polls', '', forPolls.median, 1_000),
      ],
      rounds: crowds,
    };
  },
};
