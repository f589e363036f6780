/* The built server in a process of its own, with a data folder of its own. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { binary, fromRoot } from './places.ts';

export interface Settings {
  [name: string]: string | number;
}

export interface Sale {
  /** A plan's file, from the root of the project. */
  plan: string;
  concert: string;
  date?: string;
  /** For seats that have no price in the plan. */
  price?: number;
}

export const club: Sale = { plan: 'venues/small-club.json', concert: '새벽 밴드', price: 55000 };

/* Fans that a test simulates ask once and are then silent; the line shall not skip them. Events of one test at a time
   need no more than one thread. */
const usual: Settings = { away_seconds: 86400, io_threads: 1, log_level: 'warn' };

export class Server {
  private process: ChildProcess | null = null;
  private said = '';
  private port = 0;

  private constructor(
    private readonly folder: string,
    private readonly settings: Settings,
    private readonly sales: Sale[],
  ) {}

  /** Imports the plans and waits until it listens; throws with what the server said when it does not. */
  static async start(sales: Sale[] = [club], settings: Settings = {}): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), 'onsale-pages-'));
    const server = new Server(folder, { ...usual, ...settings }, sales);
    for (const sale of sales) server.import(sale);
    await server.run();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** As a power cut would; resolves when the process is gone. The data stays. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** On the same port and data. */
  async startAgain(): Promise<void> {
    await this.run();
  }

  /** While it is away: seats and users are as new, as after a fail-over that lost what was committed last; the line stays. */
  loseTheSale(): void {
    for (const file of readdirSync(this.folder)) if (file.startsWith('sale.db')) rmSync(join(this.folder, file));
    for (const sale of this.sales) this.import(sale);
  }

  /** Ends it and throws its data away. */
  async close(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private import({ plan, concert, date, price }: Sale): void {
    const at = date ?? new Date(Date.now() + 30 * 86400_000).toISOString();
    const given = ['import', fromRoot(plan), '--data', this.folder, '--concert', concert, '--date', at];
    if (price !== undefined) given.push('--price', String(price));
    const { status, stderr, error } = spawnSync(binary, given, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`onsale import: ${error?.message ?? stderr}`);
  }

  private async run(): Promise<void> {
    const listen = `127.0.0.1:${this.port}`;
    const given = ['serve', '--data', this.folder, '--listen', listen];
    const environment: NodeJS.ProcessEnv = {};
    for (const [name, value] of Object.entries(process.env)) {
      if (!name.startsWith('ONSALE_')) environment[name] = value;
    }
    for (const [name, value] of Object.entries(this.settings)) {
      environment[`ONSALE_${name.toUpperCase()}`] = String(value);
    }
    const child = spawn(binary, given, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    this.process = child;
    // A worker that ends before its tests do leaves no server behind.
    process.once('exit', () => child.kill('SIGKILL'));
    this.said = '';
    const listens = new Promise<number>((resolve, reject) => {
      const hear = (line: string) => {
        this.said += `${line}\n`;
        const port = /onsale serves http:\/\/[^ ]*:(\d+)/.exec(line)?.[1];
        if (port) resolve(Number(port));
      };
      createInterface(child.stdout).on('line', hear);
      createInterface(child.stderr).on('line', hear);
      child.on('error', reject);
      child.on('exit', () => reject(new Error(`onsale serve ended:\n${this.said}`)));
    });
    this.port = await listens;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    this.process = null;
    if (!child) return;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`The server had ended by itself:\n${this.said}`);
    }
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
