// The bench, once its programs are built: `script/bench` calls it. See usage.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { Bench } from './harness/bench.mjs';
import { machineFacts } from './harness/machine.mjs';
import { page, unexplained } from './harness/page.mjs';
import { stopAll } from './harness/processes.mjs';
import { readResult, writeResult } from './harness/results.mjs';
import { table } from './harness/table.mjs';
import { before } from './rows/before.mjs';
import { rows } from './rows/index.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const build = 'build/bench';

const usage = `script/bench [--rounds N] [--seconds S] [--quick] [ROW..]   measures the rows, all unless named
script/bench --before PROGRAM                              this build against another onsale; keeps no results
script/bench page                                          makes docs/performance.md of bench/results again

Rows: ${rows.map(({ name }) => name).join(' ')}
--quick: small sizes, to see that every row runs; results and page go to ${build}/quick.`;

function fail(reason) {
  console.error(`${reason}\n\n${usage}`);
  process.exit(2);
}

function positive(name, text, isGood) {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!(number > 0) || !isGood(number)) fail(`--${name} wants a positive number, not ${text}`);
  return number;
}

function order() {
  const options = {
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    quick: { type: 'boolean' },
    before: { type: 'string' },
    help: { type: 'boolean' },
  };
  let parsed;
  try {
    parsed = parseArgs({ options, allowPositionals: true });
  } catch (error) {
    fail(error.message);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  if (values.before && positionals.length > 0) fail('--before stands alone');
  const wanted = positionals.filter((name) => name !== 'page');
  const unknown = wanted.find((name) => !rows.some((row) => row.name === name));
  if (unknown) fail(`there is no row ${unknown}`);
  return {
    rounds: positive('rounds', values.rounds, Number.isInteger),
    seconds: positive('seconds', values.seconds, Number.isFinite),
    quick: values.quick ?? false,
    keep: !values.quick && !values.before,
    chosen: chosenRows(values.before, wanted, positionals.length > 0),
  };
}

function chosenRows(program, wanted, onlyThePage) {
  if (program) return [before(program)];
  if (wanted.length > 0) return rows.filter(({ name }) => wanted.includes(name));
  return onlyThePage ? [] : rows;
}

// Throws before anything is written if the row could not be measured as it should.
async function measureRow(bench, row, machine, folder) {
  console.log(`== ${row.name}: ${row.what}; against: ${row.against}`);
  const outcome = { comparisons: [], figures: [], ...(await row.run(bench)) };
  const { what, against, reach } = row;
  const { rounds, seconds, quick } = bench;
  const facts = { row: row.name, what, against, reach, quick, rounds, seconds, machine };
  const { rounds: raw, ...summary } = outcome;
  const told = table(outcome);
  writeResult(folder, { ...facts, ...summary, ...(raw ? { raw } : {}) });
  console.log(told + '\n');
}

function makePage(results, file) {
  const found = Object.fromEntries(rows.map(({ name }) => [name, readResult(results, name)]).filter(([, one]) => one));
  const note = (name) => join(here, 'notes', `${name}.md`);
  const explained = rows.filter(({ name }) => existsSync(note(name)));
  const notes = Object.fromEntries(explained.map(({ name }) => [name, readFileSync(note(name), 'utf8')]));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, page({ rows, results: found, notes }));
  console.log(`${file} is made`);
  for (const { name } of unexplained(rows, found, notes)) {
    console.log(`${name} is below what it should reach: say why in bench/notes/${name}.md`);
  }
}

async function main({ chosen, ...options }) {
  const results = options.keep ? join(here, 'results') : join(build, 'quick', 'results');
  const failed = [];
  if (chosen.length > 0) {
    const bench = new Bench({ build, ...options });
    const machine = await machineFacts(bench);
    for (const row of chosen) {
      try {
        await measureRow(bench, row, machine, results);
      } catch (error) {
        failed.push(row.name);
        console.error(`FAILED: ${row.name}: ${error.stack}\n`);
      }
      await stopAll();
    }
  }
  makePage(results, options.keep ? 'docs/performance.md' : join(build, 'quick', 'performance.md'));
  if (failed.length > 0) console.error(`FAILED, and nothing written: ${failed.join(' ')}`);
  return failed.length > 0 ? 1 : 0;
}

process.exit(await main(order()));
