/* The detail of an entry, which is any JSON object, as something that can be read. */

export interface Words {
  yes: string;
  no: string;
  /** For null: no value of one's own. */
  unset: string;
  number: (value: number) => string;
  instant: (value: string) => string;
  name: (name: string) => string;
  /** The name of what an id stands for; any other text as it is. */
  known: (text: string) => string;
}

export type Detail = { what?: string; from: string; to: string } | { text: string } | { pairs: [string, string][] };

const anInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

function written(value: unknown, words: Words): string {
  if (value === null || value === undefined) return words.unset;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return words.number(value);
  if (typeof value === 'string') return anInstant.test(value) ? words.instant(value) : words.known(value);
  return JSON.stringify(value);
}

export function detailOf(detail: Readonly<Record<string, unknown>>, words: Words): Detail {
  const { term, ...rest } = detail;
  const names = Object.keys(rest);
  if (names.length === 2 && 'from' in rest && 'to' in rest) {
    const change = { from: written(rest.from, words), to: written(rest.to, words) };
    return typeof term === 'string' ? { what: words.name(term), ...change } : change;
  }
  if (names.length === 1 && typeof detail.text === 'string') return { text: detail.text };
  return { pairs: Object.keys(detail).map((name) => [words.name(name), written(detail[name], words)]) };
}
