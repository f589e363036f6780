// A text of an enum comes from one exhaustive table. A ternary between two texts goes on without a word when the enum
// gets a third value.
import { matches, without_comments } from './judged.mjs';

const choice = /[=!]=\s*(?:\w+::)*[A-Z]\w*::\w+\s*\?\s*"/g;

export function find(files) {
  return files.filter(({ path }) => /^src\/.*\.(h|cpp)$/.test(path)).flatMap((file) =>
    matches({ text: without_comments(file.text) }, choice)
      .map(({ line }) => ({ path: file.path, line, what: 'a ternary chooses the text of an enum' })));
}
