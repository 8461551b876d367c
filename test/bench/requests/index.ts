/** Service to service, in the browser sandbox and in Node processes in turn, by the same services. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { createNodeSandbox } from '../../../runtime/sandbox/node/index.ts';
import { serveBuiltPage } from '../../support/built-page.ts';
import { CHROMIUM_FLAGS, findChromium } from '../../support/chromium.ts';
import { type Figure, figure, median, print } from '../figures.ts';
import {
  type Load,
  type LoadFigures,
  MeasuredSandbox,
  type Occupation,
} from './measured-sandbox.ts';
import { rendererPids, residentKB } from './memory.ts';

const ROUNDS = 5;
const KILLS = 5;
const LOADS: readonly Load[] = [
  { by: 'fetch', inFlight: 1, count: 1000 },
  { by: 'fetch', inFlight: 32, count: 4000 },
  { by: 'http', inFlight: 1, count: 1000 },
  { by: 'http', inFlight: 32, count: 4000 },
];
const SERVICES = { browser: 50, node: 10 };
const MANY_REQUESTS = 10_000;

/** What both kinds are asked for. */
interface Measured {
  load(load: Load): Promise<LoadFigures>;
  killToReset(occupation: Occupation): Promise<number>;
}

export async function benchRequests(): Promise<void> {
  const files = Object.fromEntries(
    ['server.ts', 'client.ts'].map((name) => [
      name,
      readFileSync(new URL(`./services/${name}`, import.meta.url), 'utf8'),
    ]),
  );
  const site = await serveBuiltPage(fileURLToPath(new URL('./page.ts', import.meta.url)));
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  const node = new MeasuredSandbox(createNodeSandbox(), files);
  try {
    const page = await openPage(browser, site.url, files);
    await node.boot();
    const inPage: Measured = {
      load: (load) => page.evaluate((asked) => window.measured.load(asked), load),
      killToReset: (occupation) =>
        page.evaluate((asked) => window.measured.killToReset(asked), occupation),
    };
    for (const load of LOADS) await benchLoad(load, inPage, node);
    await benchLeaks(page, inPage);
    await benchKills(inPage, node);
    if (process.platform === 'linux') await benchMemory(page, node);
    else print('Memory', [], ['Not measured: it is read from /proc, which only Linux has.']);
  } finally {
    await node.dispose();
    await browser.close();
    await site.close();
  }
}

async function openPage(browser: Browser, url: string, files: Record<string, string>) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.evaluate((given) => window.openSandbox(given), files);
  return page;
}

async function benchLoad(load: Load, inPage: Measured, node: Measured): Promise<void> {
  const figures = { browser: [] as LoadFigures[], node: [] as LoadFigures[] };
  for (let round = -1; round < ROUNDS; round++) {
    const [fromPage, fromNode] = [await inPage.load(load), await node.load(load)];
    // The first round warms the engines up.
    if (round < 0) continue;
    figures.browser.push(fromPage);
    figures.node.push(fromNode);
  }
  const ratios = figures.browser.map(
    ({ perSecond }, round) => perSecond / (figures.node[round]?.perSecond ?? Number.NaN),
  );
  print(`${load.by === 'http' ? 'node:http' : 'fetch'}, ${load.inFlight} in flight`, [
    ...loadFigures('browser sandbox', figures.browser),
    ...loadFigures('Node processes', figures.node),
    figure('browser sandbox over Node processes, requests a second', ratios, 'times'),
  ]);
}

function loadFigures(where: string, figures: readonly LoadFigures[]): Figure[] {
  const of = (name: keyof LoadFigures) => figures.map((each) => each[name]);
  return [
    figure(`${where}, requests`, of('perSecond'), 'a second'),
    figure(`${where}, half of them within`, of('p50Ms')),
    figure(`${where}, 99 of 100 within`, of('p99Ms')),
  ];
}

/**
 * Memory after 10,000 requests, and after 10,000 more: what grows from one to the other leaks. The
 * ledger is filled before, for until then it grows as it should.
 */
async function benchLeaks(page: Page, inPage: Measured): Promise<void> {
  if (process.platform !== 'linux') return;
  const session = await page.context().newCDPSession(page);
  const residentAfter = async () => {
    for (const by of ['fetch', 'http'] as const) {
      await inPage.load({ by, inFlight: 32, count: MANY_REQUESTS / 2 });
    }
    await session.send('HeapProfiler.collectGarbage');
    return residentKB(rendererPids());
  };
  while (!(await page.evaluate(() => window.measured.ledgerIsFull))) await residentAfter();
  const growths: number[] = [];
  for (let before = await residentAfter(); growths.length < 4; ) {
    const after = await residentAfter();
    growths.push(after - before);
    before = after;
  }
  const title = `Memory that ${MANY_REQUESTS} requests leave behind once the ledger is full (RSS of Chromium's renderers)`;
  print(title, [figure('browser sandbox', growths, 'KB')], [`in turn: ${growths.join(', ')} KB`]);
}

async function benchKills(inPage: Measured, node: Measured): Promise<void> {
  const figures: Figure[] = [];
  for (const [occupation, words] of [
    ['hold', 'waits'],
    ['spin', 'hangs in a loop'],
  ] as const) {
    const times = { browser: [] as number[], node: [] as number[] };
    for (let kill = 0; kill < KILLS; kill++) {
      times.browser.push(await inPage.killToReset(occupation));
      times.node.push(await node.killToReset(occupation));
    }
    figures.push(figure(`browser sandbox, a server that ${words}`, times.browser));
    figures.push(figure(`Node processes, a server that ${words}`, times.node));
  }
  print('From SIGKILL to the client having ECONNRESET', figures);
}

async function benchMemory(page: Page, node: MeasuredSandbox): Promise<void> {
  const before = residentKB(rendererPids());
  await page.evaluate((count) => window.measured.startServers(count), SERVICES.browser);
  const browserKB = (residentKB(rendererPids()) - before) / SERVICES.browser;
  const pids = await node.startServers(SERVICES.node);
  const nodeKB = pids.map((pid) => residentKB([pid]));
  print('Memory of a service', [
    figure(`browser sandbox: RSS that ${SERVICES.browser} services add, each`, [browserKB], 'KB'),
    figure("Node processes: a child's RSS", nodeKB, 'KB'),
    figure('Node processes over browser sandbox', [median(nodeKB) / browserKB], 'times'),
  ]);
}
