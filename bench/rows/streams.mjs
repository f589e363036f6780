import { figure } from '../harness/rounds.mjs';
import { atMost, shown } from '../harness/goals.mjs';
import { putOnSale, serve } from '../harness/onsale.mjs';
import { run } from '../harness/processes.mjs';

export default {
  name: 'streams',
  what: 'SSE: 15,000 open streams, one frame to all',
  against: '–',
  reach: '≤ 10 KiB each; last one gets it ≤ 200 ms',
  how: `Streams of the waiting line, held by one process on the load's core, one fan each. Resident memory of the server
before and after opening them, over their number. A frame is judged from the first stream that has it to the last one
that has it. The time from the change that caused it is given, too: it holds the wait for the next frame, which is
made every half second for everybody.`,

  async run(bench) {
    const streams = bench.size(15_000, 1_000);
    const rounds = [];
    for (let round = 0; round < Math.min(bench.rounds, 3); ++round) {
      const data = bench.scratch.path('data');
      await putOnSale(bench, data, { plan: 'venues/small-club.json' });
      const server = await serve(bench, data, { 'max-connections': 1 });
      const options = ['--port', server.port, '--pid', server.pid, '--streams', streams, '--json'].map(String);
      const result = JSON.parse(await run(bench.program('streams'), options, { core: bench.cores.load }));
      if (result.streams !== streams || !(result.frames > 0)) throw new Error(`streams: ${JSON.stringify(result)}`);
      bench.say(`round ${round + 1}: ${JSON.stringify(result)}`);
      rounds.push(result);
      await server.stop();
      bench.scratch.discard(data);
    }
    const of = (measure) => rounds.map((round) => round[measure]);
    const bytes = figure('resident bytes for each stream', 'bytes', of('bytesEach'));
    const spread = figure('from the first stream to the last, worst frame', 'ms', of('worstSpreadMs'));
    const caused = figure('from the cause to the last stream, median frame', 'ms', of('medianLastMs'));
    const figures = [
      bytes,
      figure('from the first stream to the last, median frame', 'ms', of('medianSpreadMs')),
      spread,
      figure('from the cause to the first stream, median frame', 'ms', of('medianFirstMs')),
      caused,
      figure('from the cause to the last stream, worst frame', 'ms', of('worstLastMs')),
    ];
    const goals = [
      atMost('a stream', 'KiB', bytes.median / 1024, 10),
      atMost('first to last stream, worst frame', 'ms', spread.median, 200),
      shown('cause to last stream, median frame', 'ms', caused.median),
    ];
    return { figures, goals, rounds };
  },
};
