// nginx as the peer: one worker, as lean as its configuration gets, on the server's core.
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

import { freePort } from './ports.mjs';
import { childrenOf, start, stop } from './processes.mjs';

const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

// Started by root, the worker would become nobody and could not read the scratch folder.
const worker = () => (userInfo().uid === 0 ? 'user root;' : '');

const configuration = (folder, port, server) => `
${worker()}
worker_processes 1;
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 4096; }
http {
  access_log off;
  server_tokens off;
  keepalive_requests 1000000000;
  sendfile on;
  tcp_nopush on;
  open_file_cache max=100 inactive=1h;
  open_file_cache_valid 1h;
  default_type application/json;
${temporary.map((kind) => `  ${kind}_temp_path ${folder}/${kind};`).join('\n')}
  server {
    listen 127.0.0.1:${port};
    ${server}
  }
}
`;

// An nginx whose server block holds `server`. Returns { name, pid of the worker, port, stop() }.
export async function nginx(bench, server) {
  const folder = bench.scratch.folder('nginx');
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, port, server));
  const options = ['-e', join(folder, 'error.log'), '-c', file];
  const child = start('/usr/sbin/nginx', options, { core: bench.cores.server, politely: 'SIGTERM' });
  let ended = false;
  child.gone.then(() => (ended = true));
  for (let attempt = 0; attempt < 100; ++attempt) {
    if (ended) break;
    const answers = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
    const [pid] = answers ? childrenOf(child.pid) : [];
    if (pid) return { name: 'nginx', pid, port, stop: () => stop(child) };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nginx did not start:\n${child.said()}`);
}

// A `return 200` of these bytes. nginx adds Server, Date and Connection, which it cannot be told to leave out; it is
// spared the other headers of our answer, so that both answers have about the same size.
export function fixedAnswer(body) {
  if (/['\\$]/.test(body)) throw new Error('these bytes would need quoting in nginx.conf');
  return `location / { return 200 '${body}'; }`;
}
