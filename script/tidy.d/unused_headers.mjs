// A header without an includer is a twin that was left behind, or a test that was forgotten.
import { dirname, join } from 'node:path/posix';
import { matches } from './judged.mjs';

const roots = ['src', 'tests', '.'];

export function find(files) {
  const sources = files.filter(({ path }) => /^(src|tests|bench)\/.*\.(h|cpp)$/.test(path));
  const included = new Set(sources.flatMap((file) =>
    matches(file, /^[ \t]*#[ \t]*include "([^"]+)"/gm)
      .flatMap(({ match: [, header] }) => [...roots, dirname(file.path)].map((root) => join(root, header)))
      .filter((header) => header !== file.path)));
  return sources
    .filter(({ path }) => path.endsWith('.h') && !included.has(path))
    .map(({ path }) => ({ path, line: 1, what: 'nothing includes this header' }));
}
