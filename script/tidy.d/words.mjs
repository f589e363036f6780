// Plain English: words that nobody says aloud, in comments and in texts. Each with what says it better.
import { matches } from './judged.mjs';

const plain = {
  anew: '"again", or "restarted"',
  beside: '"next to", "while ... runs", or "compared with"',
  lest: '"so that ... not"',
  whoever: 'name who it is',
  'heed(?:s|ed|ing)?': '"applies", "obeys"',
  'mend(?:s|ed|ing)?': '"fix"',
  news: '"changes", or what it is',
  'deeds?': '"action"',
  'so many': '"this many", or the number\'s name',
};
const patterns = Object.entries(plain).map(([word, better]) =>
  [new RegExp(String.raw`(?<![-/\w])${word}(?![-/\w])`, 'gi'), better]);

// "For who steers by keys": it is those who do, or the one that does.
const for_who = /\bfor who\b/gi;

// "Who waits, waits in the kernel's queue": a clause as a subject. Questions, and captions that end with their line or in
// a comma or colon before it, are none.
const who = /(?:^|[.:;!?]\s+|\/\/ |\/\*\*? |[*-] |^# |\| )(Who (?!\w+[^.\n]*\?)\w+[^\n]*)/gm;

// A heading of a document is no sentence.
const who_in_prose = new RegExp(who.source.replace('|^# |', '|'), who.flags);

const skipped = /^(script\/tidy\.d\/|bench\/results\/|venues\/|LICENSE|(api|web)\/package-lock)/;

export function find(files) {
  return files.filter(({ path }) => !skipped.test(path)).flatMap((file) => [
    ...patterns.flatMap(([pattern, better]) =>
      matches(file, pattern).map(({ line, match: [word] }) => ({
        path: file.path, line, what: `"${word}": rather ${better}`,
      }))),
    ...matches(file, for_who).map(({ line }) => ({ path: file.path, line, what: '"for who": rather "for those who"' })),
    ...matches(file, file.path.endsWith('.md') ? who_in_prose : who).map(({ line, match: [, what] }) => ({
      path: file.path, line, what: `"${what.slice(0, 30)}…": begin with the subject`,
    })),
  ]).sort((a, b) => a.path.localeCompare(b.path) || a.line - b.line);
}
