// Numbers as people read them, the same in the terminal and on the page.

const grouped = (value, digits) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

// About three significant digits; a count of hundreds or more has none behind the point.
export function digitsOf(value) {
  const size = Math.abs(value);
  return size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2;
}

export function amount(value, unit = '') {
  if (unit === '×') return `${grouped(value, 2)}`;
  if (unit === '%') return `${grouped(100 * value, 0)} %`;
  const text = grouped(value, digitsOf(value));
  return unit === '' ? text : `${text} ${unit}`;
}

// "81,000 (79,500 – 82,200)"
export function withSpread({ median, min, max }, unit = '') {
  return min === max ? amount(median, unit) : `${amount(median, unit)} (${amount(min, unit)} – ${amount(max, unit)})`;
}

// "1.21 (64 connections)"; "1.21 / 1.18 (64 connections)" where answers per CPU-second are given, too.
export function goalText({ name, unit, measured, perCpuSecond }) {
  const perCpu = perCpuSecond === undefined ? '' : ` / ${amount(perCpuSecond, unit)}`;
  return `${amount(measured, unit)}${perCpu} (${name})`;
}

export function reachedText(goals) {
  const judged = goals.filter(({ reached }) => reached !== null);
  if (judged.length === 0) return '–';
  const good = judged.filter(({ reached }) => reached).length;
  if (good === judged.length) return 'yes';
  return judged.length === 1 ? '**no**' : `**${good} of ${judged.length}**`;
}
