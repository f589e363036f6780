/* The place of an error in a file, with a little of what stands around it. */

export interface Excerpt {
  before: string;
  /** What the error is about begins here; one character, or none at the end of a line. */
  at: string;
  after: string;
}

/** Characters shown on either side of the place; lines of plans are long. */
const around = 48;

/** `line` and `column` count from 1, columns in characters (code points). Null where the file has no such line. */
export function excerptOf(text: string, line: number, column: number): Excerpt | null {
  const written = text.split(/\r\n|\n|\r/)[line - 1];
  if (written === undefined) return null;
  const characters = [...written];
  const place = Math.min(Math.max(0, column - 1), characters.length);
  const begin = Math.max(0, place - around);
  const end = Math.min(characters.length, place + 1 + around);
  const shown = (from: number, to: number) => characters.slice(from, to).join('').replaceAll('\t', ' ');
  const before = shown(begin, place);
  return {
    before: begin > 0 ? `…${before}` : before.trimStart(),
    at: shown(place, place + 1),
    after: shown(place + 1, end) + (end < characters.length ? '…' : ''),
  };
}
