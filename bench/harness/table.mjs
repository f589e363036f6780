// A row's outcome as a person at the terminal reads it.
import { amount, goalText, reachedText, withSpread } from './wording.mjs';

// Columns as wide as they need to be; the first is flush left, the others right.
export function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const cell = (text, column) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column]));
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}

const rates = { perSecond: 'per s', perCpuSecond: 'per CPU s' };

function linesOf({ contenders, ratio }, unit) {
  return Object.entries(contenders).flatMap(([turn, measures]) =>
    Object.keys(rates)
      .filter((rate) => rate in measures)
      .map((rate) => [
        `  ${turn}`,
        `${unit} ${rates[rate]}`,
        withSpread(measures[rate]),
        ratio[turn]?.[rate] ? `ratio ${withSpread(ratio[turn][rate], '×')}` : '',
        rate === 'perSecond' && measures.loadShare ? `load ${amount(measures.loadShare.median, '%')}` : '',
      ]),
  );
}

export function table({ comparisons, figures, goals }) {
  const parts = comparisons.map((one) => `${one.name}\n${aligned(linesOf(one, one.unit ?? 'answers'))}`);
  if (figures.length > 0) {
    parts.push(aligned(figures.map((one) => [one.name, `${withSpread(one)} ${one.unit}`])));
  }
  const limit = ({ relation, limit: bound, unit }) => (relation ? `reach ${relation} ${amount(bound, unit)}` : '');
  const verdicts = goals.map((one) => [goalText(one), limit(one), one.relation ? reachedText([one]) : '']);
  return [...parts, aligned(verdicts)].join('\n').replaceAll('**', '');
}
