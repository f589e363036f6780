// A PostgreSQL of the bench alone, with every setting as it comes: a commit is on the disk before it is answered.
import { freePort } from './ports.mjs';
import { run, start, stop } from './processes.mjs';

const host = '127.0.0.1';

// Started on fresh data; on any core unless told otherwise. database(): makes an empty one, { url, options }; the
// options lead PostgreSQL's own programs to it. All that it holds goes with the scratch folder.
export async function postgres(bench, { core } = {}) {
  const folder = bench.scratch.folder('postgres');
  const port = await freePort();
  let tell;
  const ready = new Promise((resolve) => (tell = resolve));
  const onLine = (line) => line.includes('ready to accept connections') && tell(true);
  // SIGQUIT: it waits for no client and for no checkpoint
  const child = start('tests/servers/postgres', [folder, port].map(String), { core, politely: 'SIGQUIT', onLine });
  if ((await Promise.race([ready, child.gone])) !== true) throw new Error(`PostgreSQL did not start:\n${child.said()}`);
  let made = 0;
  return {
    async database() {
      const name = `sale_${++made}`;
      const server = ['--host', host, '--port', String(port), '--username', 'onsale'];
      await run('createdb', [...server, name]);
      return { url: `postgresql://onsale@${host}:${port}/${name}`, options: [...server, '--dbname', name] };
    },
    stop: () => stop(child),
  };
}

// Runs a file of SQL to its end, or throws. variables: for psql's :name.
export async function psql(database, file, variables = {}) {
  const set = Object.entries(variables).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  await run('psql', [...database.options, '--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', ...set, '--file', file]);
}
