// The libraries of CMake link along the same arrows as the includes: ARCHITECTURE.md, "Layers".
import { lineAt } from './judged.mjs';
import { allowed } from './layers.mjs';

const layer_of = (path) => path.split('/')[1];

export function find(files) {
  const declared = files.filter(({ path }) => /^src\/.+\/CMakeLists\.txt$/.test(path)).flatMap((file) =>
    [...file.text.matchAll(/onsale_library\(\s*(\w+)([^)]*)\)/g)].map((call) => ({
      name: call[1],
      path: file.path,
      line: lineAt(file.text, call.index),
      links: /\bLINKS\s+([^)]*?)(?:\bSOURCES\b|$)/.exec(call[2])?.[1].match(/\bonsale_\w+/g) ?? [],
    })));
  const home = new Map(declared.map(({ name, path }) => [name, layer_of(path)]));
  return declared.flatMap(({ name, path, line, links }) => {
    const layer = layer_of(path);
    return links
      .filter((link) => home.get(link) !== layer && !(allowed[layer] ?? []).includes(home.get(link)))
      .map((link) => ({ path, line, what: `${name} must not link ${link}` }));
  });
}
