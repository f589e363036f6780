import { ask, bearer, fans, freeSeats, writeRequests } from '../harness/fans.mjs';
import { shown } from '../harness/goals.mjs';
import { load } from '../harness/load.mjs';
import { audit, putOnSale, serve } from '../harness/onsale.mjs';
import { figure } from '../harness/rounds.mjs';

const rates = { reservation: 400, history: 200, nobody: 200 };

// A hall whose every seat has coordinates, as an operator's request.
function order(seats, round) {
  const rows = [];
  for (let row = 0; row * 100 < seats; ++row) {
    const places = Array.from({ length: 100 }, (_, x) => ({ name: `${x + 1}`, x, y: row }));
    rows.push({ name: `${row + 1}`, seats: places });
  }
  const plan = { format: 'onsale-venue-plan/1', name: 'bench', sections: [{ name: 'S', price: 500, rows }] };
  return { concert: { singerName: `upload ${round}` }, concertDate: '2099-02-01T00:00:00Z', plan };
}

// Fans reserve, read their histories, and ask for what is not there, each at an even pace; `meanwhile()` until all have.
async function latencies(bench, server, crowd, seats, meanwhile) {
  const seconds = seats.length / rates.reservation;
  const reservations = seats.map((seat, fan) => ({
    method: 'POST',
    path: `/concert/${seat}/reservation`,
    headers: bearer(crowd[fan].token),
  }));
  const file = writeRequests(bench.scratch.path('reservations.tsv'), reservations);
  const paced = { connections: 8, seconds };
  const nobody = `/user/${crypto.randomUUID()}/point`;
  let done = false;
  const loads = Promise.all([
    load(bench, server.port, { connections: 32, file, once: true, rate: rates.reservation }),
    load(bench, server.port, { ...paced, target: `/user/${crowd[0].user}/point/history`, rate: rates.history }),
    load(bench, server.port, { ...paced, target: nobody, rate: rates.nobody, expect: '4xx' }),
  ]).finally(() => (done = true));
  let uploads = 0;
  while (meanwhile && !done) {
    await meanwhile();
    ++uploads;
  }
  const [reservation, history, absent] = await loads;
  return { reservation, history, absent, uploads };
}

export default {
  name: 'uploads',
  what: 'p99 of a reservation, a point history and a 404 while halls of 200,000 seats are uploaded',
  against: 'the same without an upload',
  reach: '–',
  how: `Each second fans make ${rates.reservation} reservations, read ${rates.history} point histories, and ask ${rates.nobody} times for a user that does not
exist, at an even pace; then the same while one venue plan after the other is uploaded. Latency counts from the moment a request was
due.`,

  async run(bench) {
    const count = bench.size(6_000, 2_000);
    const plan = bench.size(200_000, 20_000);
    const data = bench.scratch.path('data');
    await putOnSale(bench, data);
    const server = await serve(bench, data, { 'max-connections': 2 * count });
    const crowd = await fans(server, 2 * count, { inside: true });
    const seats = await freeSeats(server, crowd[0]);
    const alone = await latencies(bench, server, crowd.slice(count), seats.slice(count, 2 * count));
    const times = [];
    const busy = await latencies(bench, server, crowd.slice(0, count), seats.slice(0, count), async () => {
      const body = order(plan, times.length);
      const began = performance.now();
      const answer = await ask(server, '/operator/concert-dates', { method: 'POST', body });
      if (answer.status !== 201) throw new Error(`an upload answers ${answer.status}: ${answer.body}`);
      times.push((performance.now() - began) / 1000);
    });
    await server.stop();
    await audit(bench, data);
    const figures = [figure('an upload', 's', times)];
    for (const [name, key] of [['reservation', 'reservation'], ['history', 'history'], ['404', 'absent']]) {
      for (const p of ['p50us', 'p99us']) {
        figures.push(figure(`${p.slice(0, 3)} of a ${name}, alone`, 'µs', [alone[key][p]]));
        figures.push(figure(`${p.slice(0, 3)} of a ${name}, with uploads`, 'µs', [busy[key][p]]));
      }
    }
    const goals = [shown('p99 of a history with uploads', 'µs', busy.history.p99us)];
    return { figures, goals, rounds: [{ alone, busy, times }] };
  },
};
