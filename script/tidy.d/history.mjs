// The commits that are judged: those made on top of the one that changed this file last. Work that had begun before it,
// and is merged later, is not. A change of this file begins again from there.

// `git`: runs git with these arguments and returns what it prints; throws where git fails. In a shallow clone, which may
// lack that commit, the newest one alone.
export function newSubjects(git) {
  const shallow = git('rev-parse', '--is-shallow-repository').trim() === 'true';
  const base = shallow ? '' : git('log', '-1', '--format=%H', '--', 'script/tidy.d/history.mjs').trim();
  if (!shallow && base === '') return []; // not committed yet
  const range = shallow ? ['-1'] : ['--ancestry-path', `${base}..HEAD`];
  return git('log', '--no-merges', '--format=%h %s', ...range).split('\n').filter((line) => line !== '')
    .map((line) => ({ path: line.slice(0, line.indexOf(' ')), text: line.slice(line.indexOf(' ') + 1) }));
}
