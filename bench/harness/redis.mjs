// A Redis of the bench alone, in memory only, and what it says that it did.
import { freePort } from './ports.mjs';
import { run, startUntil, stop } from './processes.mjs';

// Started empty, on the core given. executed(): how often each command ran since the start, those inside scripts
// included, { name: calls }; asking is not counted.
export async function redis(bench, { core } = {}) {
  const folder = bench.scratch.folder('redis');
  const port = String(await freePort());
  const options = ['--bind', '127.0.0.1', '--port', port, '--dir', folder, '--save', '', '--appendonly', 'no'];
  const how = { core, politely: 'SIGTERM' };
  const child = await startUntil(/Ready to accept connections/, 'redis-server', options, how);
  const executed = async () => callsOf(await run('redis-cli', ['-p', port, 'info', 'commandstats']));
  return { url: `redis://127.0.0.1:${port}`, pid: child.pid, executed, stop: () => stop(child) };
}

// "cmdstat_evalsha:calls=12,usec=345,..." a line.
function callsOf(text) {
  const calls = {};
  for (const [, name, count] of text.matchAll(/^cmdstat_([^:]+):calls=(\d+),/gm)) {
    if (name !== 'info') calls[name] = Number(count);
  }
  return calls;
}

// What ran between two looks: { name: calls }, without those that did not run.
export function between(before, after) {
  const ran = Object.entries(after).map(([name, calls]) => [name, calls - (before[name] ?? 0)]);
  return Object.fromEntries(ran.filter(([, calls]) => calls > 0));
}

export const sum = (calls) => Object.values(calls).reduce((all, one) => all + one, 0);
