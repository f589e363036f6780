// Runs the checks on the files of the checkout, and prints what they find: PATH:LINE: what is wrong (check).
// Exits with 1 if there is anything.
import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { newSubjects } from './history.mjs';
import { judged } from './judged.mjs';
import * as commit_subjects from './commit_subjects.mjs';
import * as doc_paths from './doc_paths.mjs';
import * as enum_ternaries from './enum_ternaries.mjs';
import * as layers from './layers.mjs';
import * as libraries from './libraries.mjs';
import * as readme_parity from './readme_parity.mjs';
import * as sleeps from './sleeps.mjs';
import * as sql_states from './sql_states.mjs';
import * as unused_headers from './unused_headers.mjs';
import * as words from './words.mjs';

const checks = {
  layers, libraries, sql_states, sleeps, unused_headers, words, enum_ternaries, doc_paths, readme_parity, commit_subjects,
};

const git = (...options) => execFileSync('git', options, { encoding: 'utf8', maxBuffer: 1 << 28 });
const text = /\.(h|cpp|lua|mjs|ts|svelte|css|html|md|yaml|toml|conf|cmake|sql|txt)$|^(script|tests\/servers|\.ci)\/[^.]+$/;

// Those that git knows, or would: what is ignored is not ours. One that was deleted and not committed is not there.
const files = git('ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0')
  .filter((path) => path !== '' && lstatSync(path, { throwIfNoEntry: false })?.isFile())
  .map((path) => ({ path, text: text.test(path) ? readFileSync(path, 'utf8') : '' }));

const asked = process.argv.slice(2);
for (const name of asked) {
  if (!(name in checks)) {
    console.error(`no check ${name}; there are ${Object.keys(checks).join(', ')}`);
    process.exit(2);
  }
}
const found = Object.entries(checks)
  .filter(([name]) => asked.length === 0 || asked.includes(name))
  .flatMap(([name, check]) => judged(name, check, name === 'commit_subjects' ? newSubjects(git) : files));
for (const { path, line, what, name } of found) console.error(`${path}:${line}: ${what} (${name})`);
process.exit(found.length > 0 ? 1 : 0);
