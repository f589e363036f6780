// script/steps says which of how many steps begins and how long it took the last time, and hides no failure.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const steps = join(dirname(fileURLToPath(import.meta.url)), '../../script/steps');
let folder;
before(() => { folder = mkdtempSync(join(tmpdir(), 'steps-')); });
after(() => rmSync(folder, { recursive: true }));

function run(...lines) {
  const { stdout, status } = spawnSync('bash', ['-euc', ['. "$0"', ...lines].join('\n'), steps], { cwd: folder, encoding: 'utf8' });
  return { said: stdout.split('\n').filter((line) => line !== ''), status };
}

test('each step is named with its number, and with its last time from the second run on', () => {
  const work = ['steps_are one two', 'step one true', 'step two echo working'];
  assert.deepEqual(run(...work).said, ['== step 1 of 2: one', '== step 2 of 2: two', 'working']);
  assert.match(run(...work).said[0], /^== step 1 of 2: one, \d+ s last time$/);
  writeFileSync(join(folder, 'build/times/steps/two'), '700\n');
  assert.equal(run(...work).said[1], '== step 2 of 2: two, 12 min last time');
});

test('a step that fails fails the script, or is noted by it', () => {
  assert.equal(run('steps_are bad', 'step bad false', 'echo after').status, 1);
  assert.deepEqual(run('steps_are bad', 'step bad false || echo noted').said.at(-1), 'noted');
});
