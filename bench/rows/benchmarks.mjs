// Runs bench_micro, which is made with Google Benchmark, on the server's core.
import { run } from '../harness/processes.mjs';

// All rounds of the benchmarks whose names match: [{ name, round, nanoseconds }], of processor time. Rounds of different
// benchmarks are interleaved at random. bench_micro ends with an error if one of them does.
export async function benchmarks(bench, filter) {
  const options = [
    '--benchmark_format=json',
    `--benchmark_filter=${filter}`,
    `--benchmark_min_time=${bench.rounds * bench.size(0.1, 0.02)}`, // shared by the repetitions, when interleaved
    `--benchmark_repetitions=${bench.rounds}`,
    '--benchmark_enable_random_interleaving=true',
  ];
  const output = await run(bench.program('bench_micro'), options, { core: bench.cores.server });
  return JSON.parse(output)
    .benchmarks.filter(({ run_type: type }) => type === 'iteration')
    .map((one) => ({
      name: one.run_name,
      round: one.repetition_index,
      nanoseconds: one.cpu_time * factor(one.time_unit),
    }));
}

function factor(unit) {
  const factors = { ns: 1, us: 1e3, ms: 1e6, s: 1e9 };
  if (!(unit in factors)) throw new Error(`bench_micro counts in ${unit}`);
  return factors[unit];
}
