// What a document names is there: links between documents, and paths of the tree in backticks. In comments: paths of
// documents, sources and tests.
import { dirname, join } from 'node:path/posix';
import { matches } from './judged.mjs';

const tops = 'src|tests|docs|script|bench|web|cmake|config|deploy|venues|api|\\.ci';
const in_backticks = new RegExp(String.raw`\`((?:${tops})/[^\s\`]*)\``, 'g');
const in_comments = /(?:\/\/|\*|#|--)[^\n]*?(?<![\w/.-])((?:src\/(?:app|api|application|domain|drill|infrastructure)|tests|docs|script)\/[\w./-]*[\w/])(?![\w*{<])/g;
const link = /\]\(([^)#\s]+)(?:#[^)]*)?\)/g;
const pattern = /[*<>{}…]|[A-Z]{3,}(?!\.md)/; // a path with a placeholder in it

export function find(files) {
  const there = new Set(files.flatMap(({ path }) => {
    const parts = path.split('/');
    return parts.map((_, depth) => parts.slice(0, depth + 1).join('/'));
  }));
  const missing = (file, spots, resolve) => spots
    .map(({ line, match: [, path] }) => ({ line, path, at: resolve(path).map((one) => one.replace(/\/$/, '')) }))
    .filter(({ path, at }) => !pattern.test(path) && !at.some((one) => there.has(one)) && !/node_modules/.test(path))
    .map(({ line, path }) => ({ path: file.path, line, what: `${path} is not there` }));
  return files.filter(({ path }) => !path.startsWith('script/tidy.d/')).flatMap((file) => {
    // Notes of the bench become a part of docs/performance.md.
    const folder = file.path.startsWith('bench/notes/') ? 'docs' : dirname(file.path);
    if (file.path.endsWith('.md')) {
      return [
        ...missing(file, matches(file, in_backticks), (path) => [path]),
        ...missing(file, matches(file, link).filter(({ match: [, to] }) => !/^\w+:/.test(to)),
          (path) => [join(folder, path)]),
      ];
    }
    return missing(file, matches(file, in_comments), (path) => [path, join(file.path.split('/')[0], path)]);
  });
}
