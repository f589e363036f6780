// The facts of the machine without which no figure means anything; nothing that names the machine or its owner.
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';

import { run } from './processes.mjs';

const generated = [':!bench/results', ':!docs/performance.md'];

// What was measured: the commit, "-changed" behind it if there is more in the working copy than that.
async function commit() {
  const revision = (await run('git', ['rev-parse', '--short=10', 'HEAD'])).trim();
  const changed = (await run('git', ['status', '--porcelain', '--', '.', ...generated])).trim() !== '';
  return changed ? `${revision}-changed` : revision;
}

const system = () => /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'unknown';

// What all cores together have worked since the machine started, in seconds.
export function busySeconds() {
  const ofACore = ({ times: { user, nice, sys, irq } }) => user + nice + sys + irq;
  return cpus().reduce((all, core) => all + ofACore(core), 0) / 1000;
}

// One 4 KiB append and fdatasync at a time: { p50us, p99us }.
export async function flush(bench, times = 500) {
  const folder = bench.scratch.folder('flush');
  const output = await run(bench.program('raw_store'), ['flush', '--data', folder, '--times', times, '--json']);
  bench.scratch.discard(folder);
  return JSON.parse(output);
}

export async function machineFacts(bench) {
  const { p50us, p99us } = await flush(bench);
  return {
    commit: await commit(),
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0].model.trim(),
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: system(),
    kernel: release(),
    flushP50Us: p50us,
    flushP99Us: p99us,
  };
}
