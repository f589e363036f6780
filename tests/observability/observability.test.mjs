// What ships for Prometheus and Grafana (deploy/observability), against the measures of a server that runs: promtool
// judges the rules and runs their tests; every measure that is asked for is there; every alert says what to do.
//
// ONSALE_BINARY names the program.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const project = join(dirname(fileURLToPath(import.meta.url)), '../..');
const shipped = join(project, 'deploy/observability');
const read = (...path) => readFileSync(join(...path), 'utf8');
const boards = readdirSync(join(shipped, 'boards')).map((file) => JSON.parse(read(shipped, 'boards', file)));

const program = process.env.ONSALE_BINARY;
// Settings of the tests are none of a server's.
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ONSALE_')));
const folder = mkdtempSync(join(tmpdir(), 'onsale-observability-'));
let server;
let measures;

before(async () => {
  server = spawn(program, ['demo', '--listen', '127.0.0.1:0', '--data', join(folder, 'data')], { env: environment });
  const address = await new Promise((resolve, reject) => {
    let said = '';
    server.stderr.on('data', (bytes) => {
      said += bytes;
      const found = /onsale serves (http:\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
    server.on('exit', () => reject(new Error(said)));
  });
  await fetch(`${address}/user`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"a"}' });
  const text = await (await fetch(`${address}/metrics`)).text();
  measures = new Set([...text.matchAll(/^(onsale_\w+)/gm)].map(([, name]) => name));
});
after(() => {
  server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const promtool = (...words) => {
  const done = spawnSync('promtool', words, { cwd: shipped, encoding: 'utf8' });
  assert.equal(done.status, 0, done.stdout + done.stderr);
};
const named = (text) => [...text.matchAll(/\bonsale_\w+/g)].map(([name]) => name);

test('Prometheus takes the rules and the configuration', () => {
  promtool('check', 'rules', 'alerts.yml');
  promtool('check', 'config', '--syntax-only', 'prometheus.yml');
});

test('each alert fires when it is meant to, and none while a sale goes well', () => {
  promtool('test', 'rules', 'alerts.test.yml');
  const tested = read(shipped, 'alerts.test.yml');
  for (const [, alert] of read(shipped, 'alerts.yml').matchAll(/- alert: (\w+)/g)) {
    const times = [...tested.matchAll(new RegExp(`alertname: ${alert}\\b`, 'g'))].length;
    assert.ok(times >= 2, `${alert} is tested where it fires, and where it is silent`);
  }
});

test('rules and boards ask for measures that there are', () => {
  const asked = named(read(shipped, 'alerts.yml') + JSON.stringify(boards));
  assert.ok(asked.length > 50);
  for (const name of asked) assert.ok(measures.has(name), `${name} is no measure of a server`);
});

test('every measure of a server is on a board', () => {
  const shown = new Set(named(JSON.stringify(boards)));
  for (const name of measures) {
    const base = name.replace(/_(bucket|count|sum)$/, '_bucket');
    assert.ok(shown.has(base), `${name} is on no board`);
  }
});

test('the panels of a board have ids of their own, do not overlap, and say what they show', () => {
  for (const { title, panels } of boards) {
    assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length, title);
    const taken = new Set();
    for (const { title: panel, description, gridPos, fieldConfig, targets } of panels) {
      assert.ok(description && fieldConfig.defaults.unit && targets.length > 0, `${title}: ${panel}`);
      assert.ok(gridPos.x + gridPos.w <= 24, panel);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; ++x) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; ++y) {
          assert.ok(!taken.has(`${x} ${y}`), `${title}: ${panel} lies on another panel`);
          taken.add(`${x} ${y}`);
        }
      }
    }
  }
});

test('what to do at each alert stands in the guide, under its name', () => {
  const guide = read(project, 'docs/operations.md');
  for (const [, alert, link] of read(shipped, 'alerts.yml').matchAll(/- alert: (\w+)[\s\S]*?runbook_url: (\S+)/g)) {
    assert.ok(guide.includes(`\n### ${alert}\n`), `docs/operations.md has no "### ${alert}"`);
    assert.equal(link, `docs/operations.md#${alert.toLowerCase()}`);
  }
});
