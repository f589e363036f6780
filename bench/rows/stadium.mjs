import { readFileSync } from 'node:fs';

import { figure } from '../harness/rounds.mjs';
import { atLeast, atMost, shown } from '../harness/goals.mjs';
import { run } from '../harness/processes.mjs';

// The moment at which the last seat was paid, in seconds since the first arrival; the drill looks twice a second.
function soldOutAfter({ series }) {
  const from = series.arrived.findIndex((arrived) => arrived > 0);
  const to = series.paid.indexOf(Math.max(...series.paid));
  return series.at[to] - (series.at[from - 1] ?? 0);
}

function violationsOf(findings, name) {
  const found = findings.filter((finding) => finding.name === name);
  if (found.length === 0) throw new Error(`the drill checked nothing called ${name}`);
  return found.reduce((sum, { violations }) => sum + violations, 0);
}

// A quick crowd: a club's seats, and nobody who makes the others wait.
const hurried = '--venue venues/small-club.json --capacity 50 --no-show 0 --abandon 0 --think 50ms'.split(' ');

export default {
  name: 'stadium',
  what: 'sell out the 39,616-seat stadium to 200,000 fans, `drill` included',
  against: '–',
  reach: 'as fast as it goes; 0 oversold, 0 lost',
  how: `\`onsale drill --serve --fans 200000 --party 1 --arrive 60s --capacity 10000 --connections 4000\`: the server and the whole crowd share the machine, no core
is anybody's own. Oversold is what the drill's own history of acknowledged payments says; lost is every violation
that the drill's other checks and the audit of the data found. One round: it takes minutes.`,

  async run(bench) {
    const report = bench.scratch.path('drill.json');
    const crowd = bench.size('--fans 200000 --party 1 --arrive 60s --capacity 10000 --connections 4000'.split(' '), ['--fans', '1000', '--party', '1', '--arrive', '2s', ...hurried]);
    const options = ['drill', '--serve', ...crowd];
    bench.say(`onsale ${options.join(' ')}`);
    // 1: the verdict is bad, but the report is there
    await run(bench.program('onsale'), [...options, '--json', report], {
      codes: [0, 1],
      onLine: (line) => bench.say(line),
    });
    const drill = JSON.parse(readFileSync(report, 'utf8'));
    const { good, complete, seconds, seats, totals, findings, endpoints } = drill;
    if (!complete) throw new Error('the drill was not complete');
    const soldOut = figure('from the first arrival to the last paid seat', 's', [soldOutAfter(drill)]);
    const requests = figure('requests', 'requests/s', [totals.answers / seconds]);
    const oversold = violationsOf(findings, 'oversold');
    const all = findings.reduce((sum, { violations }) => sum + violations, 0);
    return {
      figures: [soldOut, requests, figure('seats', 'seats', [seats]), figure('paid', 'seats', [totals.paid])],
      goals: [
        atLeast('seats sold', '', totals.paid, seats),
        shown('to the last seat', 's', soldOut.median),
        shown('requests', '/s', requests.median),
        atMost('oversold', '', oversold, 0),
        atMost('lost', '', all - oversold, 0),
      ],
      rounds: [{ good, totals, findings, endpoints }],
    };
  },
};
