// Puts a server under load and counts what it answered and what the answers cost it.
import { cpuSeconds, run } from './processes.mjs';

const warmUpSeconds = 0.3;

// Runs onsale_load once, on the load's core unless told otherwise; returns its JSON. request: { connections, seconds,
// target, method, body, headers, file, rate, once, keepOwn }. Throws unless every answer is of class `expect` and no
// connection broke.
export async function load(bench, port, { expect = '2xx', core = bench.cores.load, ...request }) {
  const options = ['--json', '--no-warm-up'];
  const names = {
    connections: '-c',
    seconds: '-d',
    target: '-t',
    method: '-m',
    body: '-b',
    file: '-f',
    rate: '--rate',
  };
  for (const [name, flag] of Object.entries(names)) {
    if (request[name] !== undefined) options.push(flag, String(request[name]));
  }
  for (const header of request.headers ?? []) options.push('-H', header);
  if (request.once) options.push('--once');
  if (request.keepOwn) options.push('--keep-own');
  const output = await run(bench.program('onsale_load'), [...options, String(port)], { core });
  const result = JSON.parse(output);
  if ((result.requests === 0 && !request.warmUp) || result[expect] !== result.requests || result.broken > 0) {
    throw new Error(`${request.target ?? request.file}: not every answer is ${expect}: ${output.trim()}`);
  }
  return result;
}

// Warms the server up, then measures it. Returns rates, latencies, and which share of its core each side used: a load
// near 1 has no room left, and then requests a second say more of it than of the server.
export async function measure(bench, server, request) {
  await load(bench, server.port, { ...request, seconds: warmUpSeconds, warmUp: true }); // may stand still on a busy machine
  const before = cpuSeconds(server.pid);
  const result = await load(bench, server.port, request);
  const cpu = cpuSeconds(server.pid) - before;
  return {
    perSecond: result.perSecond,
    perCpuSecond: result.requests / cpu,
    p50us: result.p50us,
    p99us: result.p99us,
    serverShare: cpu / result.seconds,
    loadShare: result.loadCpuSeconds / result.seconds,
  };
}
