// bench/results/<row>.json: everything that one run of one row found, and where.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Six digits are more than any of them is good for.
const rounded = (_, value) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value);

export function writeResult(folder, result) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${result.row}.json`), JSON.stringify(result, rounded, 1) + '\n');
}

// The last result of a row, or undefined where it was never measured.
export function readResult(folder, row) {
  const file = join(folder, `${row}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
