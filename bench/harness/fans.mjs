// What has to be there before a row can measure: users, places in the line, sessions inside. Made over HTTP, as fans
// do.
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const atOnce = 64;

// One answer: { status, headers, body }.
export function ask(server, path, { method = 'GET', headers = {}, body, agent } = {}) {
  const sent = body === undefined ? headers : { 'Content-Type': 'application/json', ...headers };
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: server.port, path, method, headers: sent, agent }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('error', reject);
      answer.on('end', () => {
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) });
      });
    });
    call.on('error', reject);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

// Sends each wish ({ path, method, headers, body }), some at a time; returns the bodies, read as JSON, in their order.
// Throws at the first answer that is not 2xx.
export async function askAll(server, wishes) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const bodies = new Array(wishes.length);
  let next = 0;
  const worker = async () => {
    for (let mine = next++; mine < wishes.length; mine = next++) {
      const { path, ...options } = wishes[mine];
      const { status, body } = await ask(server, path, { ...options, agent });
      if (status < 200 || status > 299) throw new Error(`${path} answers ${status}: ${body}`);
      bodies[mine] = JSON.parse(body);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, worker));
  } finally {
    agent.destroy();
  }
  return bodies;
}

export const bearer = (token) => ({ Authorization: `Bearer ${token}` });

// Registers `count` fans and lets each join the line. Returns { user, token } of each; inside says whether all of
// them must have come in, or all must wait.
export async function fans(server, count, { inside }) {
  const users = await askAll(server, new Array(count).fill({ path: '/user', method: 'POST', body: { name: 'fan' } }));
  const places = await askAll(
    server,
    users.map(({ id }) => ({ path: `/user/${id}/token/generate` })),
  );
  for (const { waitingNumber } of places) {
    if ((waitingNumber === 0) !== inside) throw new Error(`a fan with waitingNumber ${waitingNumber}`);
  }
  return places.map(({ userId, token }) => ({ user: userId, token }));
}

export const pollOf = ({ user, token }) => ({ path: `/user/${user}/token/generate`, headers: bearer(token) });

// Ids of free seats, of all dates.
export async function freeSeats(server, fan) {
  const headers = bearer(fan.token);
  const [dates] = await askAll(server, [{ path: '/concert/dates', headers }]);
  const lists = await askAll(
    server,
    dates.map(({ id }) => ({ path: `/concert/${id}/seats?status=available`, headers })),
  );
  return lists.flat().map(({ id }) => id);
}

// Writes wishes as onsale_load reads them.
export function writeRequests(file, wishes) {
  const lines = wishes.map(({ method = 'GET', path, body, headers = {} }) =>
    [method, path, body === undefined ? '' : JSON.stringify(body)]
      .concat(Object.entries(headers).map(([name, value]) => `${name}: ${value}`))
      .join('\t'),
  );
  writeFileSync(file, lines.join('\n') + '\n');
  return file;
}
