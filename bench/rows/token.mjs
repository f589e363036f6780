import { summarise } from '../harness/rounds.mjs';
import { run } from '../harness/processes.mjs';
import { shown } from '../harness/goals.mjs';

const names = { check_ours: 'ours', check_libjwt: 'libjwt' };

export default {
  name: 'token',
  what: 'check of a signed token',
  against: 'libjwt',
  reach: '–',
  how: `Google Benchmark, both in one process on one core, repetitions interleaved at random. Both read the same pass
and the same claims.`,

  async run(bench) {
    const options = [
      '--benchmark_format=json',
      `--benchmark_filter=^(${Object.keys(names).join('|')})$`,
      `--benchmark_min_time=${bench.quick ? 0.05 : 0.2}`,
      `--benchmark_repetitions=${bench.rounds}`,
      '--benchmark_enable_random_interleaving=true',
    ];
    const output = await run(bench.program('bench_token'), options, { core: bench.cores.server });
    const raw = Array.from({ length: bench.rounds }, () => ({}));
    for (const one of JSON.parse(output).benchmarks) {
      if (one.error_occurred) throw new Error(`${one.name}: ${one.error_message}`);
      const turn = names[one.run_name];
      if (one.run_type !== 'iteration' || !turn) continue;
      raw[one.repetition_index][turn] = { perSecond: 1e9 / one.cpu_time, nanoseconds: one.cpu_time };
    }
    const comparison = summarise({ name: 'check of a token', base: 'libjwt', turns: Object.values(names), raw });
    comparison.unit = 'checks';
    return { comparisons: [comparison], goals: [shown('checks/s', '×', comparison.ratio.ours.perSecond.median)] };
  },
};
