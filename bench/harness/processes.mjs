// Starts programs, pins them to a core, and ends every one of them whatever happens: at the end, on a failure, on
// Ctrl-C.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { constants } from 'node:os';

const alive = new Set();
const patienceMs = 2_000; // then a polite end becomes a kill
const kept = 16 * 1024; // characters of what a program said last, for the message when it fails

function send(child, signal) {
  try {
    process.kill(-child.pid, signal); // the group: nginx has a worker
  } catch {
    // gone already
  }
}

// Ends a program and waits until it is gone; politely where it has children of its own to bury.
export async function stop(child) {
  send(child, child.politely ?? 'SIGKILL');
  const late = setTimeout(() => send(child, 'SIGKILL'), patienceMs);
  await child.gone;
  clearTimeout(late);
}

// Ends whatever still runs.
export const stopAll = () => Promise.all([...alive].map(stop));

process.on('exit', () => alive.forEach((child) => send(child, child.politely ?? 'SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => process.exit(128 + constants.signals[signal]));
}

// A program in a process group of its own. core: a list for taskset, such as 0 or '0,1'; left out: any core.
// politely: the signal by which it is asked to end before it is killed. Returns the child with `gone` (resolves with
// what ended it) and `said()` (the end of its stdout and stderr).
export function start(program, programArguments, { core, politely, onLine = () => {} } = {}) {
  const pinned = core === undefined ? [program] : ['taskset', '-c', String(core), program];
  const [command, ...first] = pinned;
  const child = spawn(command, [...first, ...programArguments], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.politely = politely;
  child.output = '';
  let said = '';
  const listen = (stream, keep) => {
    stream.setEncoding('utf8');
    let line = '';
    stream.on('data', (text) => {
      keep(text);
      said = (said + text).slice(-kept);
      const lines = (line + text).split('\n');
      line = lines.pop();
      lines.forEach(onLine);
    });
  };
  listen(child.stdout, (text) => (child.output += text));
  listen(child.stderr, () => {});
  child.said = () => said.trim();
  alive.add(child);
  child.gone = new Promise((resolve) => {
    child.on('error', (error) => resolve({ error }));
    child.on('close', (code, signal) => resolve({ code, signal }));
  }).finally(() => alive.delete(child));
  return child;
}

// The same, once it has said a line that matches `ready`; the match is the child's `ready`. Throws if it ends instead.
export async function startUntil(ready, program, programArguments, options = {}) {
  let tell;
  const said = new Promise((resolve) => (tell = resolve));
  const onLine = (line) => {
    const match = ready.exec(line);
    if (match) tell(match);
  };
  const child = start(program, programArguments, { ...options, onLine });
  child.ready = await Promise.race([said, child.gone.then(() => null)]);
  if (!child.ready) throw new Error(`${program} did not start:\n${child.said()}`);
  return child;
}

// Runs a program to its end and returns its stdout. Throws with what it said unless it ended with one of `codes`.
export async function run(program, programArguments, { codes = [0], ...options } = {}) {
  const child = start(program, programArguments, options);
  const { code, signal, error } = await child.gone;
  if (!codes.includes(code)) {
    const how = error ? error.message : `ended with ${signal ?? code}`;
    throw new Error(`${program} ${programArguments.join(' ')}: ${how}\n${child.said()}`);
  }
  return child.output;
}

const hertz = 100; // USER_HZ, the unit of /proc/PID/stat on every Linux that Node runs on

// Of a process so far, in seconds: user and system time, and both of the children that it has waited for (proc(5),
// fields 14 to 17).
function times(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).map((ticks) => Number(ticks) / hertz);
}

// User and system time so far of a process, in seconds.
export function cpuSeconds(pid) {
  const [user, system] = times(pid);
  return user + system;
}

// The same of a process and its children, those that have ended included.
export function familyCpuSeconds(pid) {
  const running = childrenOf(pid).map((child) => {
    try {
      return cpuSeconds(child);
    } catch {
      return 0; // it has just ended: what it used is the parent's
    }
  });
  return [...times(pid), ...running].reduce((all, one) => all + one, 0);
}

export function residentBytes(pid) {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(kibibytes) * 1024;
}

export function childrenOf(pid) {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}
