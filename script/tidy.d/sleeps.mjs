// Tests wait for what they can see (tests/support/eventually.h). A sleep is allowed where it only paces a poll: inside of
// a while, a do, or a for that looks at something else than a counter.
import { lineAt, without_comments } from './judged.mjs';

export const exceptions = {
  'tests/crash/crash_test.cpp': 'how long a load goes on before the kill is chosen by chance',
  'tests/http/fair_turns_test.cpp': 'a handler that is slow on purpose',
  'tests/http/many_clients_test.cpp': 'the same, and what lies in sockets cannot be seen',
  'tests/http/repeat_test.cpp': 'pieces of a request have to arrive one by one',
  'tests/infrastructure/redis/cost_test.cpp': 'fans who ask at an even pace are what is measured',
};

const looks = (head) => {
  const condition = /^for\s*\(([^;]*);([^;]*);/.exec(head);
  return /^(while|do)\b/.test(head) || (condition !== null && (condition[2].trim() === '' || /\w\(|&&|\bhas_|!/.test(condition[2])));
};

// What stands before the bracket that a closing one at `end` ends: `while (a(b))` for the last bracket of it.
function head_that_ends_at(text, end) {
  let depth = 0;
  for (let i = end; i >= 0; i -= 1) {
    if (text[i] === ')') depth += 1;
    if (text[i] === '(') depth -= 1;
    if (depth === 0) return /\w*\s*$/.exec(text.slice(0, i))[0] + text.slice(i, end + 1);
  }
  return '';
}

// The heads of the loops around a place, the innermost first; also of one whose body has no braces.
function loops_around(text, at) {
  const before = text.slice(0, at).replace(/[\w:\s]*$/, ''); // without "std::this_thread::"
  const heads = before.endsWith(')') ? [head_that_ends_at(text, before.length - 1)] : [];
  for (let i = at, depth = 0; i >= 0; i -= 1) {
    if (text[i] === '}') depth += 1;
    if (text[i] !== '{') continue;
    if (depth > 0) {
      depth -= 1;
      continue;
    }
    const head = text.slice(0, i).trimEnd();
    if (head.endsWith(')')) heads.push(head_that_ends_at(text, head.length - 1));
    if (/\bdo$/.test(head)) heads.push('do');
  }
  return heads;
}

export function find(files) {
  return files.filter(({ path }) => /^tests\/.*\.(h|cpp)$/.test(path)).flatMap((file) => {
    const text = without_comments(file.text);
    return [...text.matchAll(/\bsleep_for\s*\(/g)]
      .filter(({ index }) => !loops_around(text, index).some(looks))
      .map(({ index }) => ({ path: file.path, line: lineAt(text, index), what: 'a sleep that is no poll' }));
  });
}
