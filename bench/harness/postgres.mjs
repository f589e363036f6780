// A PostgreSQL of the bench alone, with every setting as it comes: a commit is on the disk before it is answered.
import { freePort } from './ports.mjs';
import { run, startUntil, stop } from './processes.mjs';

const host = '127.0.0.1';

// Started on fresh data; on any core unless told otherwise. pid: of the server, whose children serve the connections.
// database(): makes an empty one and returns its URL. All that it holds goes with the scratch folder.
export async function postgres(bench, { core } = {}) {
  const folder = bench.scratch.folder('postgres');
  const port = await freePort();
  const how = { core, politely: 'SIGQUIT' }; // it waits for no client and for no checkpoint
  const server = ['tests/servers/postgres', [folder, port].map(String)];
  const child = await startUntil(/ready to accept connections/, ...server, how);
  let made = 0;
  return {
    pid: child.pid,
    async database() {
      const name = `sale_${++made}`;
      const server = ['--host', host, '--port', String(port), '--username', 'onsale'];
      await run('createdb', [...server, name]);
      return `postgresql://onsale@${host}:${port}/${name}`;
    },
    stop: () => stop(child),
  };
}

// Runs a file of SQL to its end, or throws. variables: for psql's :name.
export async function psql(url, file, variables = {}) {
  const set = Object.entries(variables).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  await run('psql', ['--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', ...set, '--file', file, url]);
}
