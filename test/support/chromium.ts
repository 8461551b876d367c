import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/** Flags for every Chromium that the tests start: headless, and silent on the network. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The Chromium to test with: CHROME_PATH, one on the PATH, or Playwright's own. On Debian as root
 * the package is installed when there is none; elsewhere this throws with the command to run.
 * Page tests are never skipped for want of a browser.
 */
export function findChromium(): string {
  const named = process.env.CHROME_PATH;
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(
      `CHROME_PATH is ${named}, but there is no such file. Set it to a Chromium or Chrome, or unset it.`,
    );
  }
  const found = onPath() ?? playwrightsOwn();
  if (found !== undefined) return found;
  if (isDebian() && process.getuid?.() === 0) {
    installFromDebian();
    const installed = onPath();
    if (installed !== undefined) return installed;
  }
  const command = isDebian()
    ? 'sudo apt-get install -y chromium'
    : 'npx playwright install chromium';
  throw new Error(
    `The page tests need a Chromium and none was found. Run: ${command}\n(or set CHROME_PATH to one you have)`,
  );
}

function onPath(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
}

function playwrightsOwn(): string | undefined {
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

function isDebian(): boolean {
  return (
    existsSync('/etc/os-release') &&
    /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}

function installFromDebian(): void {
  console.log('No Chromium found: installing the Debian package (once).');
  const options = {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  } as const;
  execFileSync('apt-get', ['update', '-qq'], options);
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
}
