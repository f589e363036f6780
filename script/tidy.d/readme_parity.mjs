// README.ko.md says the same as README.md, as far as a program can tell: headings of the same levels, tables with as
// many rows, lists with as many points, the same code (comments in it are translated), the same pictures.
const shape = (text) => {
  const seen = { headings: [], tables: [], points: [], code: [], pictures: [] };
  let block = null;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) {
      if (block) seen.code.push(block.join('\n'));
      block = block ? null : [line];
    } else if (block) block.push(line.replace(/(^|\s)#\s.*$/, '$1#'));
    else if (/^#+ /.test(line)) seen.headings.push(line.replace(/ .*/, ''));
    else if (line.startsWith('|')) seen.tables.push('|');
    else {
      if (/^- /.test(line)) seen.points.push('-');
      if (seen.tables.at(-1) !== '') seen.tables.push('');
    }
    seen.pictures.push(...[...line.matchAll(/!\[[^\]]*\]\(([^)]*)\)/g)].map(([, path]) => path));
  }
  seen.tables = seen.tables.join('').length === 0 ? [] :
    seen.tables.reduce((rows, row) => (row === '' ? [...rows, 0] : [...rows.slice(0, -1), rows.at(-1) + 1]), [0])
      .filter((rows) => rows > 0);
  return seen;
};

export function find(files) {
  const [english, korean] = ['README.md', 'README.ko.md'].map((path) => files.find((file) => file.path === path));
  if (!english || !korean) return [];
  const [one, other] = [shape(english.text), shape(korean.text)];
  return Object.keys(one).flatMap((kind) => {
    const differs = Array.from({ length: Math.max(one[kind].length, other[kind].length) }, (_, i) => i)
      .find((i) => one[kind][i] !== other[kind][i]);
    if (differs === undefined) return [];
    const what = `${kind}, number ${differs + 1}: "${one[kind][differs]}" in README.md, "${other[kind][differs]}" here`;
    return [{ path: korean.path, line: 1, what }];
  });
}
