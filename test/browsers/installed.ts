import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A browser beside Chromium that the sandbox must work in. */
export type EngineName = 'firefox' | 'webkit';

export const ENGINES: readonly EngineName[] = ['firefox', 'webkit'];

/** A program that a run needs, where it was found, and how to get it otherwise. */
interface Needed {
  readonly what: string;
  readonly path: string | undefined;
  readonly debianPackage: string;
}

export interface Installed {
  readonly firefox: string;
  readonly miniBrowser: string;
  readonly xvfb: string;
}

/**
 * Where the browsers are. Throws with the one command to run when any of them is missing: a browser
 * that is not there must not look like one that passed.
 */
export function findBrowsers(): Installed {
  const needed = look();
  const missing = needed.filter(({ path }) => path === undefined);
  if (missing.length > 0) throw new Error(missingMessage(missing));
  const [firefox, miniBrowser, xvfb] = needed.map(({ path }) => path) as [string, string, string];
  return { firefox, miniBrowser, xvfb };
}

/** On Debian, as root, installs what is missing. Throws with the command to run where it cannot. */
export function installMissing(): void {
  const packages = look().flatMap((one) => (one.path === undefined ? [one.debianPackage] : []));
  if (packages.length > 0 && isDebian() && process.getuid?.() === 0) {
    console.log(`Not installed: ${packages.join(', ')}. Installing the Debian packages (once).`);
    aptGet('update', '-qq');
    aptGet('install', '-y', '-qq', '--no-install-recommends', ...packages);
  }
  findBrowsers();
}

const INSTALL_LIMIT_MS = 10 * 60_000;

function aptGet(...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', args, { stdio: 'inherit', env, timeout: INSTALL_LIMIT_MS });
}

function isDebian(): boolean {
  const release = '/etc/os-release';
  return existsSync(release) && /^ID(_LIKE)?=.*debian/m.test(readFileSync(release, 'utf8'));
}

function look(): readonly [Needed, Needed, Needed] {
  return [
    {
      what: 'Firefox',
      path: named('FIREFOX_PATH') ?? onPath('firefox-esr') ?? onPath('firefox'),
      debianPackage: 'firefox-esr',
    },
    {
      what: "WebKit's MiniBrowser",
      path: named('MINIBROWSER_PATH') ?? debiansMiniBrowser(),
      debianPackage: 'webkit2gtk-driver',
    },
    { what: 'Xvfb, a screen for it', path: onPath('Xvfb'), debianPackage: 'xvfb' },
  ];
}

/** `/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser`, whatever the machine and the version. */
function debiansMiniBrowser(): string | undefined {
  const below = (folder: string) =>
    existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  return below('/usr/lib')
    .filter((one) => one.isDirectory() && one.name.endsWith('-linux-gnu'))
    .flatMap((machine) =>
      below(join('/usr/lib', machine.name)).map((one) => join(one.parentPath, one.name)),
    )
    .filter((path) => path.includes('/webkit2gtk-4.'))
    .map((path) => join(path, 'MiniBrowser'))
    .findLast((path) => existsSync(path));
}

function missingMessage(missing: readonly Needed[]): string {
  const what = missing.map((one) => one.what).join('; ');
  const packages = missing.map(({ debianPackage }) => debianPackage).join(' ');
  return `Not installed: ${what}. Nothing was tested. Run: sudo apt-get install -y ${packages}`;
}

function named(variable: string): string | undefined {
  const path = process.env[variable];
  if (path === undefined || path === '') return undefined;
  if (existsSync(path)) return path;
  throw new Error(`${variable} is ${path}, but there is no such file. Mend it, or unset it.`);
}

function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
