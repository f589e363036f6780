// A folder for data that is thrown away. It lies in the build tree, on the disk that is to be measured: a temporary
// folder may be memory, which flushes at once.
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

export class Scratch {
  #root;
  #made = 0;

  constructor(build) {
    mkdirSync(build, { recursive: true });
    this.#root = mkdtempSync(join(resolve(build), 'scratch-'));
    chmodSync(this.#root, 0o711); // PostgreSQL's own user passes through
    process.on('exit', () => this.remove());
  }

  // A fresh path in a folder that exists; what stands there is up to the caller.
  path(name) {
    return join(this.#root, `${++this.#made}-${name}`);
  }

  folder(name) {
    const path = this.path(name);
    mkdirSync(path);
    return path;
  }

  // A copy to be spoilt; it also leaves the copied files in the page cache.
  copyOf(folder) {
    const copy = this.path('copy');
    cpSync(folder, copy, { recursive: true });
    return copy;
  }

  discard(path) {
    rmSync(path, { recursive: true, force: true });
  }

  remove() {
    this.discard(this.#root);
  }
}
