import { SandboxError } from '../errors.ts';

const NEEDED = [20, 19] as const;

/** Null when this version of Node can run services, else what is wrong and how to mend it. */
export function nodeTooOld(version: string): SandboxError | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor, neededMinor] = NEEDED;
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return null;
  return new SandboxError(
    'boot-failed',
    `Node ${version} is too old: Brownout needs ${NEEDED.join('.')} or newer.`,
    'Install a newer Node from https://nodejs.org and run the command again.',
  );
}
