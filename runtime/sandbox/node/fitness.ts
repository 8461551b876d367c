import { SandboxError } from '../errors.ts';

const NEEDED = [20, 19] as const;

/** Why services cannot be run by this version of Node on this platform; null when they can. */
export function whyUnfit(version: string, platform: NodeJS.Platform): SandboxError | null {
  if (platform === 'win32') {
    return new SandboxError(
      'boot-failed',
      'Services cannot be run on Windows itself: it has neither process groups nor SIGTERM.',
      'Run the same command in WSL (https://learn.microsoft.com/windows/wsl), or use the page.',
    );
  }
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor, neededMinor] = NEEDED;
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return null;
  return new SandboxError(
    'boot-failed',
    `Node ${version} is too old: Brownout needs ${NEEDED.join('.')} or newer.`,
    'Install a newer Node from https://nodejs.org and run the command again.',
  );
}
