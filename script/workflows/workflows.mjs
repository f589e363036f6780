// The workflows of .github/workflows as a list of steps. Those that they call (`uses: ./...`) stand where they are
// called, with the inputs that they are given.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

export const folder = '.github/workflows';

export const names = (root) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.yml'))
    .map((file) => basename(file, '.yml'));

export const text = (root, name) => readFileSync(join(root, folder, `${name}.yml`), 'utf8');

// ${{ inputs.NAME }} alone is known here; the rest is GitHub's.
const filled = (value, inputs) => value.replace(/\$\{\{\s*inputs\.(\w+)\s*\}\}/g, (_, name) => String(inputs[name]));

const wanted = (condition, inputs) => {
  if (condition === undefined) return true;
  const said = /^(?:\$\{\{)?\s*(!?)\s*inputs\.(\w+)\s*(?:\}\})?$/.exec(String(condition));
  if (!said) throw new Error(`"if: ${condition}" is not understood here`);
  return Boolean(inputs[said[2]]) !== (said[1] === '!');
};

// { job, name, run } or { job, name, uses }.
export function steps(root, name, inputs = {}) {
  const { jobs } = parse(text(root, name));
  return Object.entries(jobs).flatMap(([job, { uses, with: given = {}, steps: own = [] }]) => {
    if (uses) return steps(root, basename(uses, '.yml'), given);
    return own
      .filter((step) => wanted(step.if, inputs))
      .map((step) => ({
        job,
        name: step.name ?? step.uses,
        ...(step.run ? { run: filled(step.run, inputs) } : { uses: step.uses }),
      }));
  });
}

// What a step may run: one line that is a script of this project. Two exceptions bring the checkout.
const exceptions = [/^apt-get update -q && apt-get install -q -y --no-install-recommends git ca-certificates$/, /^git config --global --add safe\.directory "\$GITHUB_WORKSPACE"$/];

export const isException = (run) => exceptions.some((allowed) => allowed.test(run.trim()));

export function badRun(run, exists) {
  const line = run.trim();
  if (isException(line)) return undefined;
  const script = /^(script\/[\w-]+)(?: [\w${}. -]+)*$/.exec(line)?.[1];
  if (!script) return `runs what is no script of this project: ${line}`;
  return exists(script) ? undefined : `runs ${script}, which is not there`;
}
