// Includes point inward: ARCHITECTURE.md, "Layers". Of each folder of src: what its files may include besides
// themselves; with a slash, one header alone. A folder that is not named here is a finding.
import { matches } from './judged.mjs';

export const allowed = {
  assertions: [],
  domain: [],
  json_text: [],
  shown_text: ['domain'],
  http: ['assertions', 'application/submission.h', 'domain/invariant.h'],
  application: ['domain'],
  infrastructure: ['domain', 'application', 'json_text', 'shown_text'],
  api: ['domain', 'application', 'http', 'json_text', 'shown_text', 'assertions'],
  http_client: [],
  load_generator: ['http_client'],
  drill: ['domain', 'http_client', 'load_generator'],
  app: ['domain', 'application', 'infrastructure', 'http', 'api', 'drill', 'json_text', 'shown_text', 'assertions'],
};

// The folders of the application, from the inside out: what each includes of the others. The first is the layer itself.
const application = {
  '': [],
  idempotency: [],
  clerk: ['', 'idempotency'],
  boards: ['clerk'],
  line: ['', 'boards'],
  steering: ['clerk'],
  sale: ['', 'clerk', 'boards', 'line', 'steering'],
};
const folder_of = (path) => /^application\/(?:(\w+)\/)?[^/]+$/.exec(path)?.[1] ?? '';
function outward_in_application(path, header) {
  if (!path.startsWith('application/') || !header.startsWith('application/')) return false;
  const [from, to] = [folder_of(path), folder_of(header)];
  return from !== to && !application[from]?.includes(to);
}

// Parts of one layer that must not know each other: files under the first never include what the second matches.
const apart = [
  ['domain/concert/', /^domain\/(user|waiting|hall|seating|steering)\//],
  ['domain/user/', /^domain\/(concert|waiting|hall|seating|steering)\//],
  ['domain/waiting/', /^domain\/(concert|user|hall|seating|steering)\//],
  ['domain/hall/', /^domain\/(concert|user|waiting|seating|steering)\//],
  ['domain/seating/', /^domain\/(concert|user|waiting|steering)\//],
  ['infrastructure/sqlite/', /^infrastructure\/(postgres|redis|venue)\//],
  ['infrastructure/postgres/', /^infrastructure\/(sqlite|redis|venue)\//],
  ['infrastructure/redis/', /^infrastructure\/(sqlite|postgres|venue)\//],
  ['infrastructure/venue/', /^infrastructure\/(sqlite|postgres|redis)\//],
];

export function find(files) {
  return files.filter(({ path }) => /^src\/.*\.(h|cpp)$/.test(path)).flatMap((file) => {
    const inside = file.path.slice('src/'.length);
    const layer = inside.split('/')[0];
    if (!(layer in allowed)) return [{ path: file.path, line: 1, what: `no layer is called ${layer}` }];
    return matches(file, /^[ \t]*#[ \t]*include "([^"]+)"/gm)
      .filter(({ match: [, header] }) => {
        const other = header.split('/')[0];
        const inward = [layer, ...allowed[layer]].some((may) => may === other || may === header);
        return !inward || outward_in_application(inside, header)
          || apart.some(([folder, never]) => inside.startsWith(folder) && never.test(header));
      })
      .map(({ line, match: [, header] }) => ({ path: file.path, line, what: `must not include ${header}` }));
  });
}
