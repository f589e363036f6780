// A state is a number in a table only: texts of SQL take it from an enum of the domain, bound or by a named constant.
import { matches, without_comments } from './judged.mjs';

export const exceptions = {
  'src/infrastructure/sqlite/sale/schema.cpp': 'steps of a schema are history: they stay as they were run',
  'src/infrastructure/postgres/sale/migrations.cpp': 'the same',
  'src/infrastructure/sale_encoding/stored_states.h': 'where the names are made, each held to its enum',
};

const column = String.raw`(?<![\w'.])(?:\w+\.)?(?:state|status|reason|kind|end_reason)`;
const number = new RegExp(
  String.raw`${column}\s*(?:=|<>|!=|<=|>=|<|>|(?:NOT )?IN \()\s*\d|${column}\s+(?:NOT )?BETWEEN\s+\d|` +
    String.raw`\bCASE\s+${column}\s+WHEN\s+\d`, 'g');
const sql = /\b(SELECT|UPDATE|DELETE|INSERT|WHERE|AND|OR|FROM|CHECK|HAVING|JOIN|CASE|IN)\b/;

// Statuses of answers are HTTP's, and no enum of ours.
const of_http = /\bstatus\s*(?:=|BETWEEN)\s*[1-5]\d\d|\bstatus BETWEEN/;

export function find(files) {
  return files.filter(({ path }) => /^src\/.*\.(h|cpp|lua)$/.test(path)).flatMap((file) => {
    const code = { path: file.path, text: without_comments(file.text) };
    const lines = code.text.split('\n');
    return matches(code, number)
      .filter(({ line }) => sql.test(lines[line - 1]) && /"|^\s|R"/.test(lines[line - 1]))
      .filter(({ match: [what] }) => !of_http.test(what))
      .map(({ line, match: [what] }) => ({ path: file.path, line, what: `a state by its number: ${what}` }));
  });
}
