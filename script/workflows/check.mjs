// Do the workflows run scripts of this project, and nothing else? (Whether they are right by GitHub's own rules is for
// actionlint: script/lint.)
//
//   node script/workflows/check.mjs [FOLDER]
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { badRun, folder, names, steps } from './workflows.mjs';

const root = process.argv[2] ?? '.';
const found = names(root).flatMap((name) => {
  const both = [true, false].flatMap((everything) => steps(root, name, { everything, tag: 'tag' }));
  const runs = new Set(both.flatMap((step) => (step.run ? [step.run] : [])));
  return [...runs]
    .map((run) => badRun(run, (script) => existsSync(join(root, script))))
    .filter(Boolean)
    .map((what) => `${folder}/${name}.yml: ${what}`);
});
for (const each of found) console.error(each);
process.exit(found.length === 0 ? 0 : 1);
