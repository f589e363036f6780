// docs/performance.md: the table of what has to be reached, then each row by itself. Made of the results alone, so
// that it can be made again anywhere.
import { allReached } from './goals.mjs';
import { amount, goalText, reachedText, withSpread } from './wording.mjs';

const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
const markdownTable = (head, rows) => [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');

// Rows that have a limit, are below it, and whose note is missing.
export function unexplained(rows, results, notes) {
  return rows.filter(({ name }) => results[name] && allReached(results[name].goals) === false && !notes[name]);
}

export function page({ rows, results, notes }) {
  const parts = [head, overview(rows, results), machines(results), ...rows.map((row) => section(row, results, notes))];
  return [...parts, rerun].join('\n\n') + '\n';
}

const head = `<!-- Made by \`script/bench\` from bench/results and bench/notes: edit those, and run \`script/bench page\`. -->

# Performance

What the server carries, compared with the best there is. Server and load have a core each (\`stadium\` apart); contenders take
turns, and a ratio is the median of the ratios of the rounds. In brackets: the lowest and the highest round. Two ratios,
as in 1.20 / 1.15: of answers a second, which the verdict goes by, and of answers per CPU-second of the server.`;

const rerun = `## How to run it again

\`\`\`sh
script/bench                          # all rows, then this page
script/bench poll seats               # some rows
script/bench --rounds 9 --seconds 5   # longer
script/bench --quick                  # is everything in order? Small sizes; leaves this page and its results alone
script/bench page                     # this page alone
\`\`\`

On Debian 12 this installs what it needs. \`bench/results/<row>.json\` holds every round. A shared machine is noisy: look
at the spreads, and trust requests per CPU-second of the server more than requests per second.

A row is a file of \`bench/rows\`; why one falls short is written by hand in \`bench/notes/<row>.md\`.`;

function overview(rows, results) {
  const cells = rows.map(({ name, what, against, reach }) => {
    const goals = results[name]?.goals;
    const measured = goals ? goals.map(goalText).join('; ') : 'not measured yet';
    return [`[${what}](#${name})`, against, reach, measured, goals ? reachedText(goals) : '–'];
  });
  return markdownTable(['what', 'against', 'reach', 'measured', 'reached'], cells);
}

function machines(results) {
  const told = Object.values(results).map(({ machine }) => machineText(machine));
  return `Measured on: ${[...new Set(told)].join('; or on: ') || 'nothing yet'}.`;
}

const machineText = ({ cpu, cores, memoryGiB, system, kernel }) =>
  `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Linux ${kernel}`;

function section({ name, what, against, how }, results, notes) {
  const result = results[name];
  const parts = [`## ${name}`, `*${what}*${against === '–' ? '' : `, against ${against}`}`, how];
  if (result) {
    parts.push(...result.comparisons.map(comparison));
    if (result.figures.length > 0) parts.push(figures(result.figures));
    parts.push(occasion(result));
  } else {
    parts.push('Not measured yet.');
  }
  if (notes[name]) parts.push(notes[name].trim());
  else if (unexplained([{ name }], results, notes).length > 0) {
    parts.push(`**Below what it should reach, and the reason is not written yet** (\`bench/notes/${name}.md\`).`);
  }
  return parts.join('\n\n');
}

function occasion({ rounds, seconds, machine }) {
  const { date, commit, flushP50Us, flushP99Us } = machine;
  const length = `${rounds} rounds asked for, of ${seconds} s where a round has a length`;
  const flush = `one flush of the disk took ${amount(flushP50Us, 'µs')} (p99 ${amount(flushP99Us, 'µs')})`;
  return `${date}, commit \`${commit}\`; ${length}; ${flush}.`;
}

const figures = (all) =>
  markdownTable(
    ['', 'median (lowest – highest)'],
    all.map((one) => [one.name, `${withSpread(one)} ${one.unit}`]),
  );

// What each contender has besides its rates; a row shows those that it measured.
const columns = {
  p50us: ['p50 µs', (one) => amount(one.median)],
  p99us: ['p99 µs', (one) => amount(one.median)],
  batch: ['rows a batch', (one) => amount(one.median)],
  serverShare: ["server's core", (one) => amount(one.median, '%')],
  loadShare: ["load's core", (one) => amount(one.median, '%')],
};

function comparison({ name, unit = 'answers', contenders, ratio }) {
  const measures = Object.values(contenders);
  const extra = Object.keys(columns).filter((measure) => measures.some((one) => one[measure]));
  const perCpu = measures.some(({ perCpuSecond }) => perCpuSecond);
  const head = [
    name,
    `${unit}/s`,
    'ratio',
    ...(perCpu ? [`${unit} per CPU-second`, 'ratio'] : []),
    ...extra.map((measure) => columns[measure][0]),
  ];
  const body = Object.entries(contenders).map(([turn, one]) => [
    turn,
    ...rate(one, ratio[turn], 'perSecond'),
    ...(perCpu ? rate(one, ratio[turn], 'perCpuSecond') : []),
    ...extra.map((measure) => (one[measure] ? columns[measure][1](one[measure]) : '')),
  ]);
  return markdownTable(head, body);
}

const rate = (measures, ratio, name) => [
  measures[name] ? withSpread(measures[name]) : '',
  ratio?.[name] ? withSpread(ratio[name], '×') : '',
];
