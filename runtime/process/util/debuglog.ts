import { formatWithOptions } from 'node-inspect-extracted';
import type { Process } from '../process/process.ts';

export type DebugLog = ((...values: unknown[]) => void) & { readonly enabled: boolean };

/** util.debuglog: prints to stderr when NODE_DEBUG names the section, else nothing. */
export function debuglogFor(process: Process) {
  return function debuglog(section: string, callback?: (log: DebugLog) => void): DebugLog {
    const name = section.toUpperCase();
    const isEnabled = () => isNamed(name, process.env.NODE_DEBUG ?? '');
    const log = (...values: unknown[]): void => {
      if (!isEnabled()) return;
      const text = formatWithOptions({}, ...values);
      process.stderr.write(`${name} ${process.pid}: ${text}\n`);
    };
    Object.defineProperty(log, 'enabled', { get: isEnabled, enumerable: true });
    callback?.(log as DebugLog);
    return log as DebugLog;
  };
}

/** NODE_DEBUG is a list of sections, in which a star stands for anything. */
function isNamed(section: string, list: string): boolean {
  return list
    .split(',')
    .map((each) =>
      each
        .trim()
        .replace(/[|\\{}()[\]^$+?.]/g, '\\$&')
        .replaceAll('*', '.*'),
    )
    .some((pattern) => pattern !== '' && new RegExp(`^${pattern}$`, 'i').test(section));
}
