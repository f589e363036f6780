import { setTimeout } from 'node:timers/promises';

import { fans, pollOf, writeRequests } from '../harness/fans.mjs';
import { atMost, ratioAtLeast, shown } from '../harness/goals.mjs';
import { measure } from '../harness/load.mjs';
import { putOnSale, serve } from '../harness/onsale.mjs';
import { between, redis, sum } from '../harness/redis.mjs';
import { compare, figure } from '../harness/rounds.mjs';
import { buy, clients } from './sale_run.mjs';

const embedded = 'embedded line';
const inRedis = 'line in Redis';

// What the node has Redis do while nobody comes, each second.
async function idleRates(server, seconds) {
  const before = await server.executed();
  await setTimeout(seconds * 1000);
  return Object.entries(between(before, await server.executed())).map(([name, calls]) => [name, calls / seconds]);
}

// A crowd joins, comes in, reserves, and pays. Returns { commands, scripts }: how many Redis executed for each fan, less
// what it would have executed meanwhile had nobody come.
async function commandsOfAFan(bench, line, count) {
  const data = bench.scratch.path('data');
  await putOnSale(bench, data);
  const node = await serve(bench, data, { 'max-connections': count, line: line.url });
  const idle = Object.fromEntries(await idleRates(line, bench.seconds));
  const before = await line.executed();
  const began = performance.now();
  await buy(bench, node, { inside: count, waiting: 1 });
  const seconds = (performance.now() - began) / 1000;
  const ran = between(before, await line.executed());
  await node.stop();
  bench.scratch.discard(data);
  const mine = Object.fromEntries(Object.entries(ran).map(([name, calls]) => [name, calls - seconds * (idle[name] ?? 0)]));
  const each = { commands: sum(mine) / count, scripts: mine.evalsha / count };
  bench.say(`of each fan: ${each.commands.toFixed(2)} commands, ${each.scripts.toFixed(3)} scripts`);
  return { each, idle: sum(idle), mine };
}

// A server with one slot, taken, and fans who wait; and what their polls are as requests.
async function waitingLine(bench, waiting, settings) {
  const data = bench.scratch.path('data');
  await putOnSale(bench, data, { plan: 'venues/small-club.json' });
  const server = await serve(bench, data, { 'max-connections': 1, ...settings });
  await fans(server, 1, { inside: true });
  const line = await fans(server, waiting, { inside: false });
  const file = writeRequests(bench.scratch.path('polls.tsv'), line.map(pollOf));
  const request = { connections: 64, file, seconds: bench.seconds };
  return () => measure(bench, server, request);
}

// Measures polls, and what Redis executed for them, those of the warm-up and of the beats included.
const watched = (line, bench, poll) => async () => {
  const before = await line.executed();
  const measured = await poll();
  const commands = sum(between(before, await line.executed()));
  return { ...measured, commands: (100_000 * commands) / (measured.perSecond * bench.seconds) };
};

async function comparePolls(bench, waiting) {
  const line = await redis(bench, { core: bench.cores.server });
  const contenders = {
    [inRedis]: watched(line, bench, await waitingLine(bench, waiting, { line: line.url })),
    [embedded]: await waitingLine(bench, waiting, {}),
  };
  const { rounds, onRound } = bench;
  return compare({ name: 'polls, 64 connections', base: embedded, rounds, contenders, onRound });
}

export default {
  name: 'redis',
  what: `commands that Redis executes for a fan from join to payment; polls/s with the line in Redis`,
  against: 'the embedded line',
  reach: 'polls ≥ 0.9; < 1,000 commands for 100,000 polls',
  how: `Commands are counted by \`INFO commandstats\`, those that a script calls included. A crowd joins, comes in, reserves
and pays over HTTP, ${clients} requests at a time, so that wishes of several fans share a script; what the node has Redis do
while nobody comes is taken off for as long as that took. The polls: two servers with one slot and a line of equal length, each
request of another fan, Redis and servers on one core; what Redis executed during them is counted whole, beats included.`,

  async run(bench) {
    const count = bench.size(5_000, 1_000);
    const crowds = [];
    for (let round = 0; round < Math.min(bench.rounds, 3); ++round) {
      const line = await redis(bench, { core: bench.cores.server });
      crowds.push(await commandsOfAFan(bench, line, count));
      await line.stop();
    }
    const polls = await comparePolls(bench, bench.size(1_000, 600));
    const commands = figure('commands for a fan, join to payment', 'commands', crowds.map(({ each }) => each.commands));
    const scripts = figure('scripts sent for a fan', 'scripts', crowds.map(({ each }) => each.scripts));
    const idle = figure('commands while nobody comes', 'commands/s', crowds.map(({ idle: rate }) => rate));
    const forPolls = figure('commands during 100,000 polls', 'commands', polls.rounds.map((round) => round[inRedis].commands));
    return {
      comparisons: [polls],
      figures: [commands, scripts, idle, forPolls],
      goals: [
        shown('commands a fan', '', commands.median),
        ratioAtLeast('polls', polls.ratio[inRedis], 0.9),
        atMost('commands for 100,000 polls', '', forPolls.median, 1_000),
      ],
      rounds: crowds,
    };
  },
};
