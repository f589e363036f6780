import { compare } from '../harness/rounds.mjs';
import { ratioShown } from '../harness/goals.mjs';
import { measure } from '../harness/load.mjs';
import { fixedAnswer, nginx } from '../harness/nginx.mjs';
import { start, stop } from '../harness/processes.mjs';

const body = '{"waitingNumber":12345,"pollAfterMs":2000}'; // what http_floor answers

async function httpFloor(bench) {
  let tell;
  const listening = new Promise((resolve) => (tell = resolve));
  const onLine = (line) => {
    const [, port] = /^listening on 127\.0\.0\.1:(\d+)$/.exec(line) ?? [];
    if (port) tell(Number(port));
  };
  const child = start(bench.program('http_floor'), ['0'], { core: bench.cores.server, onLine });
  const port = await Promise.race([listening, child.gone]);
  if (typeof port !== 'number') throw new Error(`http_floor did not start:\n${child.said()}`);
  return { pid: child.pid, port, stop: () => stop(child) };
}

export default {
  name: 'floor',
  what: 'the HTTP engine alone, a fixed small answer',
  against: 'nginx `return 200` of the same body',
  reach: '–',
  how: `\`http_floor\` is our engine (\`src/http\`) with a handler that always gives the same ${body.length}
bytes. What it does less than nginx is the upper bound of what any answer of ours can reach.`,

  async run(bench) {
    const ours = await httpFloor(bench);
    const peer = await nginx(bench, fixedAnswer(body));
    const comparisons = [];
    for (const connections of [64, 512]) {
      const request = { connections, seconds: bench.seconds };
      comparisons.push(
        await compare({
          name: `${connections} connections`,
          base: 'nginx',
          rounds: bench.rounds,
          contenders: { engine: () => measure(bench, ours, request), nginx: () => measure(bench, peer, request) },
          onRound: bench.onRound,
        }),
      );
    }
    const goals = comparisons.map(({ name, ratio }) => ratioShown(name, ratio.engine));
    return { comparisons, goals };
  },
};
