// Subjects of commits: at most 72 characters, in the imperative ("Keep the number", "line: keep the number"). Judged are
// those that history.mjs gives, each as { path: its short hash, text: its subject }.
const longest = 72;
const no_verb = /^(the|a|an|this|that|these|it|its|what|who|why|where|when|while|which|how|of|in|on|for|to|with|without|by|from|at|after|before|if|no|one|two|three|some|more|most|all|every|each|nobody|nothing|another|tests?|same|other|new|now|until|as|and|or)$/i;
const verbs = new Set(['address', 'bring', 'bypass', 'discuss', 'embed', 'exceed', 'express', 'feed', 'focus', 'guess',
  'miss', 'need', 'pass', 'ping', 'press', 'proceed', 'process', 'ring', 'seed', 'shed', 'speed', 'spring',
  'string', 'compress', 'cross', 'dismiss', 'stress', 'suppress', 'swing']);

export function find(commits) {
  return commits.flatMap(({ path, text }) => {
    const wrong = (what) => ({ path: `commit ${path}`, line: 1, what: `${what}: ${text}` });
    const said = text.replace(/^[\w./-]+( [\w./-]+)?: /, '');
    const first = said.split(/[\s,:]/)[0];
    const bent = /(s|ed|ing|'s)$/.test(first) && !verbs.has(first.toLowerCase());
    return [
      ...([...text].length > longest ? [wrong(`longer than ${longest} characters`)] : []),
      ...((no_verb.test(first) && !verbs.has(first.toLowerCase())) || bent ? [wrong('not in the imperative')] : []),
    ];
  });
}
