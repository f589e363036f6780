// What every row is given: where the programs are, which core is whose, how long and how often to measure, a scratch
// folder.
import { existsSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

import { Scratch } from './scratch.mjs';

const usual = { rounds: 5, seconds: 2 };
const quick = { rounds: 2, seconds: 0.5 };

export class Bench {
  #build;
  #onsale; // in place of the build's own
  cores = { server: 0, load: 1 };

  // Throws on a machine of one core, where server and load would measure each other.
  constructor({ build, rounds, seconds, quick: inHaste = false }) {
    if (cpus().length < 2) throw new Error('the bench needs two cores: one for the server, one for the load');
    this.#build = build;
    this.quick = inHaste;
    this.rounds = rounds ?? (inHaste ? quick : usual).rounds;
    this.seconds = seconds ?? (inHaste ? quick : usual).seconds;
    this.scratch = new Scratch(build);
  }

  // The same bench with another onsale in the place of the build's.
  of(onsale) {
    if (!existsSync(onsale)) throw new Error(`there is no ${onsale}`);
    const other = new Bench({ build: this.#build, rounds: this.rounds, seconds: this.seconds, quick: this.quick });
    other.#onsale = onsale;
    return other;
  }

  // What a full run takes, and what a quick one.
  size(full, small) {
    return this.quick ? small : full;
  }

  // The path of a program of the build, wherever its folder is. Throws if it was not built.
  program(name) {
    if (name === 'onsale' && this.#onsale) return this.#onsale;
    const top = join(this.#build, name);
    if (existsSync(top)) return top;
    for (const folder of readdirSync(join(this.#build, 'bench'), { withFileTypes: true })) {
      const path = join(this.#build, 'bench', folder.name, name);
      if (folder.isDirectory() && existsSync(path)) return path;
    }
    throw new Error(`the build has no ${name}`);
  }

  say(text) {
    process.stderr.write(`   ${text}\n`);
  }

  onRound = (name, round, turn, { perSecond }) => {
    this.say(`${name}, round ${round + 1}, ${turn}: ${Math.round(perSecond)}/s`);
  };
}
