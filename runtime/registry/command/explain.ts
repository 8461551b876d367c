import { SettingError, type Settings } from './settings.ts';

export interface Explanation {
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
}

/** Why the registry did not start, for whoever started it; null for what nobody foresaw. */
export function explain(error: unknown, settings: Settings | null): Explanation | null {
  if (error instanceof SettingError) return { message: error.message, hint: error.hint };
  const { code, port, path, syscall, message } = (error ?? {}) as NodeJS.ErrnoException & {
    port?: number;
  };
  if (settings === null || code === undefined) return null;
  if (syscall === 'listen') return notListening(code, port ?? 0, settings);
  if (path === undefined) return null;
  return {
    message: `DATA_DIR=${settings.dataDir} cannot be used: ${message}.`,
    hint: 'Name a folder that can be written to, or leave DATA_DIR out: keys are then kept in memory.',
  };
}

function notListening(code: string, port: number, { consulPort, host }: Settings): Explanation {
  const name = port === consulPort ? 'CONSUL_PORT' : 'ETCD_PORT';
  switch (code) {
    case 'EADDRINUSE':
      return {
        message: `Port ${port} is taken: another program listens on it.`,
        hint: `Stop that one, or choose another port: ${name}=${port + 1} npm run registry`,
      };
    case 'EACCES':
      return {
        message: `Port ${port} cannot be had: this system keeps it for itself.`,
        hint: `Choose one above 1023: ${name}=${port + 10_000} npm run registry`,
      };
    default:
      return {
        message: `BIND=${host} cannot be listened on: ${code}.`,
        hint: 'Give an address of this machine: 127.0.0.1, or 0.0.0.0 for all of them.',
      };
  }
}
