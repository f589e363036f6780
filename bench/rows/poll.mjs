import { compare } from '../harness/rounds.mjs';
import { ask, fans, pollOf, writeRequests } from '../harness/fans.mjs';
import { ratioAtLeast } from '../harness/goals.mjs';
import { measure } from '../harness/load.mjs';
import { fixedAnswer, nginx } from '../harness/nginx.mjs';
import { putOnSale, serve } from '../harness/onsale.mjs';

const waiting = 1_000;

// Whose requests a connection carries: always the same fan's, or another fan's each time.
const manners = { 'a fan each': true, 'shared by all fans': false };

export default {
  name: 'poll',
  what: 'poll of a waiting fan, signed token checked, 64 and 512 connections',
  against: 'nginx `return 200` of the same bytes',
  reach: '≥ 1.15',
  how: `The real server with one slot and ${waiting.toLocaleString('en-US')} fans in line, each with the signed token of its place. Either each
connection is one fan's, who repeats one request, as browsers do; or every request on a connection is another fan's, as
behind a proxy. nginx gets the same requests and returns one of these answers, byte for byte, from its configuration;
it looks at nothing. It is spared our headers \`Cache-Control\` and \`Retry-After\` and adds \`Server\`, \`Date\` and
\`Connection\`, which it cannot leave out, so that both answers have about the same size.`,

  async run(bench) {
    const data = bench.scratch.path('data');
    await putOnSale(bench, data, { plan: 'venues/small-club.json' });
    const ours = await serve(bench, data, { 'max-connections': 1 });
    await fans(ours, 1, { inside: true }); // takes the slot
    const line = await fans(ours, bench.size(waiting, 600), { inside: false });
    const file = writeRequests(bench.scratch.path('polls.tsv'), line.map(pollOf));
    const { path, headers } = pollOf(line[line.length - 1]);
    const { body } = await ask(ours, path, { headers });
    const peer = await nginx(bench, fixedAnswer(body.toString()));

    const comparisons = [];
    for (const [manner, keepOwn] of Object.entries(manners)) {
      for (const connections of [64, 512]) {
        const request = { connections, file, keepOwn, seconds: bench.seconds };
        comparisons.push(
          await compare({
            name: `${connections} connections, ${manner}`,
            base: 'nginx',
            rounds: bench.rounds,
            contenders: { onsale: () => measure(bench, ours, request), nginx: () => measure(bench, peer, request) },
            onRound: bench.onRound,
          }),
        );
      }
    }
    const goals = comparisons.map(({ name, ratio }) => ratioAtLeast(name, ratio.onsale, 1.15));
    return { comparisons, goals };
  },
};
