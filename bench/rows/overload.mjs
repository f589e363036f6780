import { readFileSync } from 'node:fs';

import { figure } from '../harness/rounds.mjs';
import { atLeast, atMost, shown } from '../harness/goals.mjs';
import { run } from '../harness/processes.mjs';

export default {
  name: 'overload',
  what: 'five times of what it carries: goodput, memory, recovery',
  against: 'its own peak',
  reach: '≥ 80 % of the peak, back to normal within 5 s',
  how: `\`onsale drill --serve --overload 5\`: durable charges by 2,000 fans. First as fast as the server answers (the
peak), then five times as many are due in an open loop, over 12,000 connections; the server has a quarter of a core, so
that the drill can offer that much. The drill judges goodput, latencies, memory, recovery and the points, and audits.`,

  async run(bench) {
    const report = bench.scratch.path('overload.json');
    const options = ['drill', '--serve', '--overload', '5', '--json', report];
    bench.say(`onsale ${options.join(' ')}`);
    await run(bench.program('onsale'), options, { codes: [0, 1], onLine: (line) => bench.say(line) });
    const { peakPerSecond, goodputShare, recoverySeconds, findings, phases } = JSON.parse(readFileSync(report, 'utf8'));
    const { overload } = phases;
    return {
      figures: [
        figure('peak', 'charges/s', [peakPerSecond]),
        figure('due under overload', 'charges/s', [overload.duePerSecond]),
        figure('sent', 'charges/s', [overload.sentPerSecond]),
        figure('carried', 'charges/s', [overload.goodPerSecond]),
        figure('told 503', '/s', [overload.shedPerSecond]),
        figure('p99 of a charge under overload', 'ms', [overload.goodMs.p99]),
      ],
      goals: [
        atLeast('of the peak is carried', '', goodputShare, 0.8),
        shown('p99 of a charge', 'ms', overload.goodMs.p99),
        atMost('until all is as before', 's', recoverySeconds, 5),
        atMost('promises broken', '', findings.reduce((sum, { violations }) => sum + violations, 0), 0),
      ],
      rounds: [{ findings, phases: Object.fromEntries(Object.entries(phases).map(([name, { windows, ...rest }]) => [name, rest])) }],
    };
  },
};
