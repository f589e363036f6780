// Every check finds what is planted for it, in the line where it is, and leaves alone what only looks like it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as commit_subjects from './commit_subjects.mjs';
import * as doc_paths from './doc_paths.mjs';
import * as enum_ternaries from './enum_ternaries.mjs';
import { newSubjects } from './history.mjs';
import { judged } from './judged.mjs';
import * as layers from './layers.mjs';
import * as libraries from './libraries.mjs';
import * as readme_parity from './readme_parity.mjs';
import * as sleeps from './sleeps.mjs';
import * as sql_states from './sql_states.mjs';
import * as unused_headers from './unused_headers.mjs';
import * as words from './words.mjs';

const file = (path, ...lines) => ({ path, text: lines.join('\n') });
const places = (check, ...files) => check.find(files).map(({ path, line }) => `${path}:${line}`);
const finds_nothing = (check, ...files) => assert.deepEqual(check.find(files), []);

test('an include that points outward is found', () => {
  assert.deepEqual(places(layers,
    file('src/domain/seat.h', '#include <vector>', '#include "application/clerk/clerk.h"'),
    file('src/application/a.cpp', '#include "infrastructure/sqlite/connection.h"'),
    file('src/infrastructure/a.cpp', '#include "api/routes.h"'),
    file('src/domain/user/wallet.h', '#include "domain/concert/seat.h"'),
    file('src/infrastructure/sqlite/a.cpp', '#include "infrastructure/postgres/connection.h"'),
    file('src/http/a.cpp', '#include "api/problem/problem.h"'),
    file('src/elsewhere/a.cpp')),
  ['src/domain/seat.h:2', 'src/application/a.cpp:1', 'src/infrastructure/a.cpp:1', 'src/domain/user/wallet.h:1',
    'src/infrastructure/sqlite/a.cpp:1', 'src/http/a.cpp:1', 'src/elsewhere/a.cpp:1']);
});

test('an include that points outward within the application is found', () => {
  assert.deepEqual(places(layers,
    file('src/application/batch_queue.h', '#include "application/clerk/command.h"'),
    file('src/application/clerk/a.cpp', '#include "application/boards/boards.h"'),
    file('src/application/idempotency/a.h', '#include "application/clerk/clerk.h"'),
    file('src/application/unheard_of/a.h', '#include "application/submission.h"')),
  ['src/application/batch_queue.h:1', 'src/application/clerk/a.cpp:1', 'src/application/idempotency/a.h:1',
    'src/application/unheard_of/a.h:1']);
  finds_nothing(layers,
    file('src/application/clerk/a.cpp', '#include "application/submission.h"', '#include "application/clerk/a.h"'),
    file('src/application/sale/a.cpp', '#include "application/clerk/clerk.h"', '#include "application/line/line.h"'));
});

test('an include that points inward is left alone', () => {
  finds_nothing(layers,
    file('src/application/a.cpp', '#include "domain/user/wallet.h"', '#include "domain/concert/seat.h"'),
    file('src/app/a.cpp', '#include "api/routes.h"', '#include "infrastructure/sqlite/connection.h"'),
    file('tests/domain/a.cpp', '#include "application/clerk/clerk.h"'));
});

test('a library that links outward is found, over several lines too', () => {
  const stores = file('src/infrastructure/CMakeLists.txt', 'onsale_library(onsale_sqlite LINKS onsale_domain SOURCES a.cpp)');
  const domain = (links) => file('src/domain/CMakeLists.txt', '# pure', `onsale_library(onsale_domain ${links} SOURCES`, '  a.cpp)');
  assert.deepEqual(places(libraries, stores, domain('LINKS onsale_sqlite')), ['src/domain/CMakeLists.txt:2']);
  finds_nothing(libraries, stores, domain(''));
});

test('a state by its number is found in SQL, and nowhere else', () => {
  assert.deepEqual(places(sql_states,
    file('src/infrastructure/a.cpp', '    "SELECT id FROM seat WHERE status = 0"', '    " AND r.state IN (0, 1)"',
      '    " SELECT CASE opened.state WHEN 0 THEN 1 END"', '    " FROM a JOIN b ON b.kind <= 6"')),
  [1, 2, 3, 4].map((line) => `src/infrastructure/a.cpp:${line}`));
  finds_nothing(sql_states, file('src/infrastructure/a.cpp',
    '    "UPDATE reservation SET state = ?2 WHERE id = ?1 AND state = " ONSALE_RESERVED',
    '    " FROM idempotency WHERE status BETWEEN 200 AND 299"', '    // AND state = 1', '    if (answer.status >= 400) return;'));
});

test('a sleep is found that paces no poll', () => {
  assert.deepEqual(places(sleeps,
    file('tests/a_test.cpp', 'TEST(A, b) {', '    go();', '    std::this_thread::sleep_for(milliseconds{20});',
      '    for (int i = 0; i < 3; ++i) {', '        std::this_thread::sleep_for(milliseconds{20});', '    }', '}')),
  ['tests/a_test.cpp:3', 'tests/a_test.cpp:5']);
  finds_nothing(sleeps, file('tests/a_test.cpp', 'while (!done()) std::this_thread::sleep_for(glance);',
    'for (auto const end = later(); now() < end;) {', '    if (holds()) return;', '    std::this_thread::sleep_for(glance);', '}',
    'do {', '    sleep_for(glance);', '} while (!done());', 'for (int i = 0; i < 600 && streams() != 0; ++i) sleep_for(glance);',
    'std::this_thread::sleep_until(hold_ends);', '// sleep_for(a while)'));
});

test('a header without an includer is found', () => {
  const twin = file('src/domain/twin.h', '#pragma once');
  assert.deepEqual(places(unused_headers, twin, file('src/domain/a.cpp', '#include "domain/seat.h"')), ['src/domain/twin.h:1']);
  finds_nothing(unused_headers, twin, file('tests/domain/a_test.cpp', '#include "domain/twin.h"'));
  finds_nothing(unused_headers, file('tests/a/b.h'), file('tests/a/b_test.cpp', '#include "b.h"'));
});

test('words that nobody says aloud are found', () => {
  assert.deepEqual(places(words,
    file('src/a.h', '// Read anew at each start,', '// beside the server.', '// Whoever asks gets so many.'),
    file('docs/a.md', 'A start mends it.', 'Nobody heeds it, lest it breaks.')),
  ['docs/a.md:1', 'docs/a.md:2', 'docs/a.md:2', 'src/a.h:1', 'src/a.h:2', 'src/a.h:3', 'src/a.h:3']);
  finds_nothing(words, file('docs/a.md', 'Besides, see docs/decisions/0009-client-sockets-beside-asio.md for a recommendation.'));
});

test('a clause with "who" is found where it is the subject', () => {
  assert.deepEqual(places(words, file('src/a.h', '// Who asks too late waits again.', 'x();  // full. Who waits, waits on')),
    ['src/a.h:1', 'src/a.h:2']);
  assert.deepEqual(places(words, file('src/a.h', '// For who has it already.')), ['src/a.h:1']);
  finds_nothing(words, file('docs/a.md', 'Who is calling, and may they?', 'The fan who asks first is first.', '## Who'));
});

test('a ternary is found that chooses the text of an enum', () => {
  assert.deepEqual(places(enum_ternaries,
    file('src/a.cpp', 'auto const a =', '    kind == hall::StageKind::pitch ? "pitch" : "stage";')), ['src/a.cpp:2']);
  finds_nothing(enum_ternaries, file('src/a.cpp', 'end == std::string_view::npos ? "" : "a";', 'lock == Lock::wait ? one : other;'));
});

test('a path that is not there is found in documents and comments', () => {
  const there = file('src/domain/limits.h');
  assert.deepEqual(places(doc_paths, there,
    file('docs/a.md', 'See `src/domain/bounds.h`', 'and [this](../src/domain/bounds.h#top).'),
    file('src/domain/a.cpp', '// As in src/domain/bounds.h.')),
  ['docs/a.md:1', 'docs/a.md:2', 'src/domain/a.cpp:1']);
  finds_nothing(doc_paths, there,
    file('docs/a.md', '`src/domain/limits.h`, `src/domain/`, [limits](../src/domain/limits.h), `tests/*/a.h`, [x](https://a.b/c)'));
});

test('a README that says less than the other is found', () => {
  const english = file('README.md', '# A', '', '| a |', '|---|', '| b |', '', '```sh', 'run # all', '```');
  const korean = (...lines) => file('README.ko.md', ...lines);
  finds_nothing(readme_parity, english, korean('# 가', '', '| 가 |', '|---|', '| 나 |', '', '```sh', 'run # 모두', '```'));
  for (const less of [
    korean('## 가', '| 가 |', '|---|', '| 나 |', '', '```sh', 'run # 모두', '```'),
    korean('# 가', '| 가 |', '|---|', '', '```sh', 'run # 모두', '```'),
    korean('# 가', '| 가 |', '|---|', '| 나 |', '', '```sh', 'walk # 모두', '```'),
  ]) assert.deepEqual(places(readme_parity, english, less), ['README.ko.md:1']);
});

test('a subject of a commit is found that is long, or says no imperative', () => {
  const commit = (text) => ({ path: '1234567', text });
  for (const text of ['The line keeps the number', 'line: the number is kept', 'Pages: one table', 'Fixed the line', 'Fixes the line',
    'Tests of the line', `Keep ${'x'.repeat(68)}`]) {
    assert.equal(commit_subjects.find([commit(text)]).length, 1, text);
  }
  for (const text of ['Keep the number of a fan who was away', 'line: keep the number', 'script/lint: look at scripts, too',
    'onsale drill: say which promise was broken', 'Process the queue', `Keep ${'x'.repeat(67)}`]) {
    assert.deepEqual(commit_subjects.find([commit(text)]), [], text);
  }
});

test('only commits on top of the base are judged, and the newest alone in a shallow clone', () => {
  const asked = [];
  const git = (shallow) => (...options) => {
    asked.push(options.join(' '));
    if (options[0] === 'rev-parse') return `${shallow}\n`;
    return options.includes('--no-merges') ? 'abc Keep it\n' : 'ba5e\n';
  };
  assert.deepEqual(newSubjects(git(false)), [{ path: 'abc', text: 'Keep it' }]);
  assert.match(asked.at(-1), /--no-merges.*--ancestry-path ba5e\.\.HEAD$/);
  newSubjects(git(true));
  assert.match(asked.at(-1), / -1$/);
});

test('exceptions excuse their file alone, and are found themselves when they excuse nothing or are too many', () => {
  const check = (exceptions) => ({ exceptions, find: () => [{ path: 'a', line: 1, what: 'wrong' }] });
  assert.deepEqual(judged('c', check({ a: 'why' }), []), []);
  assert.match(judged('c', check({ a: 'why', b: 'why' }), [])[0].what, /b excuses nothing/);
  const many = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((path) => [path, 'why']));
  assert.equal(judged('c', check(many), []).length, 6);
});
