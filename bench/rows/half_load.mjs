import { figure } from '../harness/rounds.mjs';
import { bearer, fans, freeSeats, writeRequests } from '../harness/fans.mjs';
import { atMost } from '../harness/goals.mjs';
import { load } from '../harness/load.mjs';
import { flush } from '../harness/machine.mjs';
import { audit, putOnSale, serve } from '../harness/onsale.mjs';
import { clients } from './sale_run.mjs';

// Every reservation that can be made, each by another fan, cut into `parts` files of requests.
async function reservations(bench, server, count, parts) {
  const crowd = await fans(server, count, { inside: true });
  const seats = await freeSeats(server, crowd[0]);
  if (seats.length < count) throw new Error(`${count} fans, ${seats.length} seats`);
  const wishes = crowd.map(({ token }, fan) => ({
    method: 'POST',
    path: `/concert/${seats[fan]}/reservation`,
    headers: bearer(token),
  }));
  const each = Math.floor(count / parts);
  return Array.from({ length: parts }, (_, part) =>
    writeRequests(bench.scratch.path('reservations.tsv'), wishes.slice(part * each, (part + 1) * each)),
  );
}

export default {
  name: 'half_load',
  what: 'p99 of a reservation at half that load',
  against: 'one fsync of this disk (4 KiB appended, `fdatasync`, median)',
  reach: '≤ 10 ×',
  how: `First ${clients} clients reserve as fast as they can: the peak. Then reservations are due at an even pace of
half as many a second; latency counts from the moment a request was due. The flush is measured right before each
round, on the same disk.`,

  async run(bench) {
    const rounds = Math.min(bench.rounds, 3);
    const count = bench.size(60_000, 4_000);
    const data = bench.scratch.path('data');
    await putOnSale(bench, data, { dates: bench.size(2, 1) });
    const server = await serve(bench, data, { 'max-connections': count });
    bench.say(`preparing ${count} fans inside`);
    const [first, ...files] = await reservations(bench, server, count, 1 + rounds);
    const peak = await load(bench, server.port, { connections: clients, file: first, once: true });
    const rate = Math.round(peak.perSecond / 2);
    const raw = [];
    for (const file of files) {
      const { p50us: flushUs } = await flush(bench);
      const { p50us, p99us, perSecond } = await load(bench, server.port, {
        connections: clients,
        file,
        once: true,
        rate,
      });
      bench.say(`at ${Math.round(perSecond)}/s: p99 ${Math.round(p99us)} us, one flush ${Math.round(flushUs)} us`);
      raw.push({ perSecond, p50us, p99us, flushUs, ratio: p99us / flushUs });
    }
    await server.stop();
    await audit(bench, data);
    const of = (measure) => raw.map((round) => round[measure]);
    const ratio = figure('p99 over one flush', '×', of('ratio'));
    const figures = [
      figure('peak', 'reservations/s', [peak.perSecond]),
      figure('offered', 'reservations/s', [rate]),
      figure('p50 of a reservation', 'µs', of('p50us')),
      figure('p99 of a reservation', 'µs', of('p99us')),
      figure('one flush, median', 'µs', of('flushUs')),
      ratio,
    ];
    return { figures, goals: [atMost('p99 / flush', '×', ratio.median, 10)], rounds: raw };
  },
};
