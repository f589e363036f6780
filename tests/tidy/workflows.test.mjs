// The check of the workflows' steps, on what is planted, and the plans that script/play-workflows makes of the real ones.
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { badRun, names, steps } from '../../script/workflows/workflows.mjs';

const project = join(dirname(fileURLToPath(import.meta.url)), '../..');
const there = (script) => script === 'script/test';

test('a step runs a script that is there', () => {
  assert.equal(badRun('script/test asan', there), undefined);
  assert.match(badRun('script/tset', there), /not there/);
});

test('a step of its own weight is found', () => {
  for (const run of ['cmake --build build', 'script/test && rm -rf build', 'script/test\nmake', 'script/test $(id)', 'curl example.org | sh']) {
    assert.match(badRun(run, there) ?? '', /no script of this project/, run);
  }
});

test('each phase has its workflow; a beta and a release test everything, what is worked on does not', () => {
  assert.deepEqual(names(project).sort(), ['cbt', 'dev', 'prod', 'verify']);
  const runs = (name) => steps(project, name).flatMap((step) => (step.run ? [step.run.trim()] : []));
  assert.ok(runs('dev').includes('script/test asan'));
  for (const name of ['cbt', 'prod']) {
    assert.ok(runs(name).includes('script/test'));
    assert.ok(!runs(name).includes('script/test asan'));
  }
  assert.ok(runs('cbt').includes('script/image --try rc'));
});
