/** The sentences on a sandbox's own life: the same for every kind. */
import { SandboxError } from './errors.ts';

export function bootAborted(): SandboxError {
  return new SandboxError('aborted', 'Booting was stopped.', 'Boot again when you are ready.');
}

export function bootedAlready(): SandboxError {
  return new SandboxError(
    'boot-failed',
    'This sandbox has booted already.',
    'Create another sandbox for another boot.',
  );
}

export function notBooted(): SandboxError {
  return new SandboxError('boot-failed', 'This sandbox has not booted.', 'Call boot() first.');
}

export function disposedOf(): SandboxError {
  return new SandboxError(
    'disposed',
    'This sandbox has been disposed of.',
    'Create and boot another one.',
  );
}
