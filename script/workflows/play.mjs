// Says, one to a line, what a workflow runs, for script/play-workflows: "run<TAB>job<TAB>name<TAB>command", or "pass" in
// place of "run" for what is GitHub's: an action, what brings the checkout, and what hands packages to others.
//
//   node script/workflows/play.mjs WORKFLOW
import { isException, names, steps } from './workflows.mjs';

const name = process.argv[2];
if (!names('.').includes(name)) {
  console.error(`There is no workflow ${name}: ${names('.').join(', ')}`);
  process.exit(2);
}
for (const step of steps('.', name)) {
  const ours = step.run && !isException(step.run) && !step.run.startsWith('script/publish ');
  console.log([ours ? 'run' : 'pass', step.job, step.name, step.run?.trim() ?? step.uses].join('\t'));
}
