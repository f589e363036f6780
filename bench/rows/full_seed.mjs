// The largest data of the bench, shared by the rows that need a long line, so that it is made once: the wish for
// `seeded`.
export const fullSeed = (bench) => ({
  users: bench.size(1_000_000, 50_000),
  waiting: bench.size(1_000_000, 50_000),
  reservations: bench.size(100_000, 5_000),
  sample: bench.size(100_000, 5_000),
});
