/** What the network costs in Node: one service asks another, through it and straight, in turn. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import { figure, print } from './figures.ts';

const ROUNDS = 5;
const LOADS = [
  { inFlight: 1, count: 1000 },
  { inFlight: 32, count: 5000 },
] as const;

const ANSWERS = `import { createServer } from 'node:http';
createServer((request, response) => response.end('Hello, world')).listen(Number(process.env.PORT));
`;

/** Told a number of requests and how many of them at once, sends them and answers with milliseconds. */
const ASKS = `import { Agent, createServer, get } from 'node:http';
const agent = new Agent({ keepAlive: true });
const ask = () =>
  new Promise((resolve, reject) => {
    get({ port: process.env.TO, agent }, (answer) => answer.resume().on('end', resolve)).on('error', reject);
  });
createServer(async (request, response) => {
  const { searchParams } = new URL(request.url, 'http://localhost');
  let left = Number(searchParams.get('count'));
  const one = async () => {
    while (left-- > 0) await ask();
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: Number(searchParams.get('inFlight')) }, one));
  response.end(String(performance.now() - began));
}).listen(Number(process.env.PORT));
`;

/** Gives the milliseconds that a load took. */
type Ask = (path: string) => Promise<number>;

export async function benchNetworkNode(): Promise<void> {
  const sandbox = createNodeSandbox();
  const straight = new Straight();
  try {
    await sandbox.boot({ signal: limit(), timeoutMs: 10_000, onStage: () => {} });
    await sandbox.sync({ 'answers/server.ts': ANSWERS, 'asks/server.ts': ASKS });
    const start = (service: string, env: Record<string, string>) =>
      sandbox.start(
        { service, entry: `${service}/server.ts`, port: 'any', env, startTimeoutMs: 10_000 },
        limit(),
      );
    const answers = await start('answers', {});
    const asks = await start('asks', { TO: String(answers.addresses[0]?.port) });
    const through: Ask = async (path) =>
      Number(await (await sandbox.fetch(asks, new Request(`http://asks${path}`))).text());
    await straight.start();
    for (const load of LOADS) await compare(load, through, (path) => straight.ask(path));
  } finally {
    await sandbox.dispose();
    await straight.dispose();
  }
}

async function compare(load: (typeof LOADS)[number], through: Ask, straight: Ask): Promise<void> {
  const path = `/?inFlight=${load.inFlight}&count=${load.count}`;
  const figures = { through: [] as number[], straight: [] as number[] };
  for (let round = -1; round < ROUNDS; round++) {
    const [throughMs, straightMs] = [await through(path), await straight(path)];
    // The first round warms the engines up.
    if (round < 0) continue;
    figures.through.push((load.count / throughMs) * 1000);
    figures.straight.push((load.count / straightMs) * 1000);
  }
  const ratios = figures.through.map((value, round) => value / (figures.straight[round] ?? 0));
  print(`From service to service in Node: ${load.count} requests, ${load.inFlight} at once`, [
    figure('through the network', figures.through, 'a second'),
    figure('straight', figures.straight, 'a second'),
    figure('through, beside straight', ratios, 'times'),
  ]);
}

/** The same two programs as plain processes of Node. */
class Straight {
  readonly #children: ChildProcess[] = [];
  #folder = '';
  #port = 0;

  async start(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'brownout-bench-'));
    const answers = await this.#run('answers.mjs', ANSWERS, {});
    this.#port = await this.#run('asks.mjs', ASKS, { TO: String(answers) });
  }

  async ask(path: string): Promise<number> {
    return Number(await (await fetch(`http://127.0.0.1:${this.#port}${path}`)).text());
  }

  async dispose(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    if (this.#folder !== '') await rm(this.#folder, { recursive: true, force: true });
  }

  async #run(name: string, code: string, env: Record<string, string>): Promise<number> {
    const port = await freePort();
    const file = join(this.#folder, name);
    // Tells when it listens, since nothing else does.
    const listening = code.replace('PORT));', "PORT), () => console.log('up'));");
    await writeFile(file, listening);
    const child = spawn(process.execPath, [file], {
      env: { ...env, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#children.push(child);
    await once(child.stdout, 'data', { signal: limit() });
    return port;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

function limit(): AbortSignal {
  return AbortSignal.timeout(60_000);
}
