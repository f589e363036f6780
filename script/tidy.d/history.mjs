// The commits that are judged: those made on top of the one in which these checks began. Work that had begun before it,
// and is merged later, is not.
const base = 'f15ebfec6fd469c8045c5a47c3ef43d349ef33b9';

// `git`: runs git with these arguments and returns what it prints; throws where git fails, as it does where the base is
// not known. In a shallow clone, which may lack the base, the newest commit alone.
export function newSubjects(git) {
  const shallow = git('rev-parse', '--is-shallow-repository').trim() === 'true';
  const range = shallow ? ['-1'] : ['--ancestry-path', `${base}..HEAD`];
  return git('log', '--no-merges', '--format=%h %s', ...range).split('\n').filter((line) => line !== '')
    .map((line) => ({ path: line.slice(0, line.indexOf(' ')), text: line.slice(line.indexOf(' ') + 1) }));
}
