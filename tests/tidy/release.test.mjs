// script/release on repositories of its own, by the steps of Git-flow.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const project = join(dirname(fileURLToPath(import.meta.url)), '../..');

class Repository {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'onsale-release-'));
    mkdirSync(join(this.folder, 'script'));
    for (const script of ['release', 'release-notes']) {
      copyFileSync(join(project, 'script', script), join(this.folder, 'script', script));
    }
    this.write('CMakeLists.txt', 'project(onsale VERSION 0.1.0 LANGUAGES CXX)\n');
    this.write('CHANGELOG.md', '# Changes\n\n## Unreleased\n\n### Added\n\n- Seats side by side.\n');
    this.git('init', '--quiet', '--initial-branch=main');
    this.commit('Begin');
    this.git('switch', '--quiet', '--create', 'develop');
  }
  run(program, ...words) {
    return spawnSync(program, words, {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.org', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.org' },
    });
  }
  git(...words) {
    const done = this.run('git', ...words);
    assert.equal(done.status, 0, done.stderr);
    return done.stdout.trim();
  }
  release(...words) {
    return this.run('script/release', ...words);
  }
  refused(why, ...words) {
    const before = this.git('for-each-ref');
    const done = this.release(...words);
    assert.equal(done.status, 2, done.stdout + done.stderr);
    assert.match(done.stderr, why);
    assert.equal(this.git('for-each-ref'), before, 'nothing has changed');
  }
  write(file, text) {
    writeFileSync(join(this.folder, file), text);
  }
  read(file) {
    return readFileSync(join(this.folder, file), 'utf8');
  }
  commit(subject) {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', subject);
  }
  [Symbol.dispose]() {
    rmSync(this.folder, { recursive: true });
  }
}

const on = (work) => () => {
  const repository = new Repository();
  try {
    work(repository);
  } finally {
    repository[Symbol.dispose]();
  }
};

test('a release goes from develop to main with its version, its notes and a tag, and back', on((repository) => {
  assert.equal(repository.release('0.2.0').status, 0);
  assert.equal(repository.git('branch', '--show-current'), 'release/0.2.0');
  assert.match(repository.read('CMakeLists.txt'), /VERSION 0\.2\.0 /);
  assert.match(repository.run('script/release-notes', '0.2.0').stdout, /^### Added\n\n- Seats side by side\.\n/);
  repository.write('fix', 'found while it was tried');
  repository.commit('Fix it');
  const done = repository.release('finish', '0.2.0');
  assert.equal(done.status, 0, done.stderr);
  assert.match(done.stdout, /git push --atomic origin main develop v0\.2\.0/);
  assert.equal(repository.git('rev-list', '-n', '1', 'v0.2.0'), repository.git('rev-parse', 'main'));
  for (const branch of ['main', 'develop']) {
    assert.equal(repository.git('show', `${branch}:fix`), 'found while it was tried');
  }
  assert.equal(repository.git('branch', '--list', 'release/*'), '');
}));

test('a hotfix goes from main to main, whatever is on develop', on((repository) => {
  repository.write('feature', 'not to be released yet');
  repository.commit('Add a feature');
  repository.git('switch', '--quiet', 'main');
  assert.equal(repository.release('hotfix', '0.1.1').status, 0);
  repository.write('fix', 'urgent');
  repository.commit('Fix it');
  assert.equal(repository.release('finish', '0.1.1').status, 0);
  assert.doesNotMatch(repository.git('ls-tree', '--name-only', 'main'), /feature/);
  assert.match(repository.git('ls-tree', '--name-only', 'develop'), /feature\nfix/);
}));

test('what is wrong is refused, and changes nothing', on((repository) => {
  repository.refused(/no version such as/, '1.2');
  repository.refused(/this is done on main/, 'hotfix', '0.1.1');
  repository.refused(/neither release\/0\.2\.0 nor hotfix/, 'finish', '0.2.0');
  repository.write('new', '');
  repository.refused(/not committed/, '0.2.0');
  repository.commit('Add it');
  repository.git('tag', 'v0.3.0');
  repository.refused(/0\.2\.0 is older than 0\.3\.0/, '0.2.0');
  repository.refused(/released already/, '0.3.0');
  repository.git('branch', 'release/0.4.0');
  repository.refused(/a branch release\/0\.4\.0 already/, '0.4.0');
  repository.write('CHANGELOG.md', '# Changes\n\n## Unreleased\n\n## 0.3.0\n\n- Old.\n');
  repository.commit('Say nothing');
  repository.refused(/nothing under/, '0.5.0');
  repository.git('switch', '--quiet', 'main');
  repository.refused(/this is done on develop/, '0.5.0');
}));

test('what conflicts is left to a person: main is untouched, or tagged with develop to be merged', on((repository) => {
  repository.release('0.2.0');
  repository.write('page', 'of the release');
  repository.commit('Change the page');
  repository.git('switch', '--quiet', 'develop');
  repository.write('page', 'of develop');
  repository.commit('Change the page, too');
  repository.git('switch', '--quiet', 'release/0.2.0');
  const done = repository.release('finish', '0.2.0');
  assert.equal(done.status, 1);
  assert.match(done.stderr, /git merge --no-ff release\/0\.2\.0/);
  assert.equal(repository.git('show', 'main:page'), 'of the release');
  assert.equal(repository.git('show', 'develop:page'), 'of develop');
  assert.equal(repository.git('status', '--porcelain'), '');
}));
