// The scripts of bench/pgbench do on today's schema what the store does: or else the row `postgres` compares nothing.
// Needs ONSALE_TEST_POSTGRES (script/with-servers) and ONSALE_BINARY.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const scripts = join(dirname(fileURLToPath(import.meta.url)), '../../bench/pgbench');
const clients = 4;
const each = 5;
const fans = clients * each;

const server = process.env.ONSALE_TEST_POSTGRES;
const onsale = process.env.ONSALE_BINARY;
assert.ok(server, 'ONSALE_TEST_POSTGRES is not set: run this by script/with-servers COMMAND...');
const store = new URL(server);
store.pathname = `/bench_${process.pid}`;

const say = (program, options) => execFileSync(program, options, { encoding: 'utf8' });
const ask = (sql, at = store.href) => say('psql', ['--no-psqlrc', '-d', at, '-tAc', sql]).trim();

function pgbench(script) {
  const load = ['-c', clients, '-t', each, '-D', `each=${each}`, '-D', 'turn=0'].map(String);
  say('pgbench', ['-n', '-M', 'prepared', ...load, '-f', join(scripts, script), store.href]);
}

before(() => {
  ask(`CREATE DATABASE ${store.pathname.slice(1)}`, server);
  say(onsale, ['migrate', '--store', store.href]);
  const variables = { fans, dates: 2, seats: fans + 2 };
  const set = Object.entries(variables).flatMap(([name, value]) => ['-v', `${name}=${value}`]);
  say('psql', ['--no-psqlrc', '-d', store.href, '-qv', 'ON_ERROR_STOP=1', ...set, '-f', join(scripts, 'prepare.sql')]);
});
after(() => ask(`DROP DATABASE ${store.pathname.slice(1)}`, server));

test('every fan reserves and pays a seat, and the data keeps every promise', () => {
  pgbench('reserve.sql');
  assert.equal(ask('SELECT count(*) FROM seat WHERE status = 1'), String(fans));
  assert.equal(ask('SELECT sum(available_seats) FROM concert_date'), '2');
  say(onsale, ['audit', '--store', store.href]); // throws where a promise is broken
  pgbench('pay.sql');
  assert.equal(ask('SELECT count(*) FROM seat WHERE status = 2'), String(fans));
  assert.equal(ask('SELECT count(*) FROM change'), String(2 * fans));
  say(onsale, ['audit', '--store', store.href]);
});
