import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userJs } from './firefox-preferences.ts';
import { type EngineName, findBrowsers } from './installed.ts';

export interface Launched {
  /** Resolves with what it wrote to stderr when the browser ends by itself, which it should not. */
  readonly died: Promise<string>;
  close(): Promise<void>;
}

/** Starts a browser with a fresh profile on one page. Whoever is in the page reports for itself. */
export async function launch(engine: EngineName, url: string): Promise<Launched> {
  const profile = await mkdtemp(join(tmpdir(), `brownout-${engine}-`));
  const children: ChildProcess[] = [];
  try {
    const browser =
      engine === 'firefox' ? await firefox(profile, url) : await webkit(profile, url, children);
    children.unshift(browser);
    return { died: died(browser), close: () => close(children, profile) };
  } catch (error) {
    await close(children, profile);
    throw error;
  }
}

async function firefox(profile: string, url: string): Promise<ChildProcess> {
  await writeFile(join(profile, 'user.js'), userJs());
  const args = ['--headless', '--no-remote', '--profile', profile, url];
  return start(findBrowsers().firefox, args, { HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' });
}

/** WebKit's own small browser. It has no headless mode, so it gets a screen that nobody sees. */
async function webkit(
  profile: string,
  url: string,
  children: ChildProcess[],
): Promise<ChildProcess> {
  const { miniBrowser, xvfb } = findBrowsers();
  const screen = start(xvfb, [
    '-displayfd',
    '3',
    '-screen',
    '0',
    '1280x800x24',
    '-nolisten',
    'tcp',
  ]);
  children.push(screen);
  const display = await displayOf(screen);
  return start(miniBrowser, ['--private', url], {
    HOME: profile,
    XDG_RUNTIME_DIR: profile,
    DISPLAY: `:${display}`,
    GDK_BACKEND: 'x11',
    // It draws with OpenGL, and crashes when it may not.
    LIBGL_ALWAYS_SOFTWARE: '1',
    // Its own sandbox needs rights that a container seldom gives; it opens nothing but our page.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    // Whatever is not this machine goes to a proxy that is not there.
    http_proxy: 'http://127.0.0.1:9',
    https_proxy: 'http://127.0.0.1:9',
    no_proxy: '127.0.0.1,localhost',
  });
}

/** Not UTC, which is what services see: a page's own zone must not show through. */
const TIME_ZONE = 'America/St_Johns';

function start(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  const child = spawn(command, args, {
    env: { ...process.env, TZ: TIME_ZONE, ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // A group of its own, so that its helpers end with it.
    detached: true,
  });
  const kill = () => killGroup(child);
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return child;
}

function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}

const SCREEN_LIMIT_MS = 10_000;

/** Xvfb chooses a free display, and writes its number when it can be used. */
function displayOf(screen: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`Xvfb was not ready within ${SCREEN_LIMIT_MS / 1000} s.`)),
      SCREEN_LIMIT_MS,
    );
    screen.once('error', reject);
    screen.stdio[3]?.once('data', (text: Buffer) => {
      clearTimeout(late);
      resolve(String(text).trim());
    });
  });
}

function died(browser: ChildProcess): Promise<string> {
  let words = '';
  browser.stderr?.on('data', (text: Buffer) => {
    words = (words + text).slice(-2000);
  });
  return new Promise((resolve) => {
    browser.once('error', (error) => resolve(String(error)));
    browser.once('close', () => resolve(words));
  });
}

async function close(children: readonly ChildProcess[], profile: string): Promise<void> {
  await Promise.all(children.map(end));
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const isOver = child.exitCode !== null || child.signalCode !== null;
    if (child.pid === undefined || isOver) resolve();
    else child.once('exit', () => resolve());
    killGroup(child);
  });
}
