// What a check finds, without its exceptions. A list of exceptions that is longer than five, or has one that excuses
// nothing, is a finding itself.
//
// A check exports find(files): [{ path, line, what }], and may export exceptions: { PATH: why }. A file is
// { path, text }, with an empty text where it is no text.
export const most_exceptions = 5;

export function judged(name, check, files) {
  const exceptions = check.exceptions ?? {};
  const all = check.find(files);
  const own = (what) => ({ path: `script/tidy.d/${name}.mjs`, line: 1, what });
  const stale = Object.keys(exceptions)
    .filter((path) => !all.some((one) => one.path === path))
    .map((path) => own(`the exception ${path} excuses nothing`));
  const many = Object.keys(exceptions).length > most_exceptions ? [own('more exceptions than rules should need')] : [];
  return [...all.filter((one) => !(one.path in exceptions)), ...stale, ...many].map((one) => ({ ...one, name }));
}

// Line numbers of a pattern's matches in a file: [{ line, match }]. The pattern has the flag g.
export function matches(file, pattern) {
  return [...file.text.matchAll(pattern)].map((match) => ({ line: lineAt(file.text, match.index), match }));
}

export function lineAt(text, index) {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

// The text with every comment of C++ blanked, newlines apart, so that places stay what they are. Comment marks within
// strings are taken for comments unless a colon stands before them (URLs).
export const without_comments = (text) =>
  text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
