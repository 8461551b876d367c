/** A setting that cannot be used. The message names it first; the hint says what to do. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/** How `npm run registry` was asked to run. */
export interface Settings {
  /** Ports; 0 is any that is free. */
  readonly consulPort: number;
  readonly etcdPort: number;
  readonly host: string;
  readonly etcdProgressMs: number | null;
  readonly dataDir: string | null;
}

/** Reads the environment. A variable that is empty is as one that is not there. Throws a SettingError. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  return {
    consulPort: portOf(env, 'CONSUL_PORT', 8500),
    etcdPort: portOf(env, 'ETCD_PORT', 2379),
    host: env.BIND || '127.0.0.1',
    etcdProgressMs: millisecondsOf(env, 'ETCD_PROGRESS_MS'),
    dataDir: env.DATA_DIR || null,
  };
}

type Env = Readonly<Record<string, string | undefined>>;

function portOf(env: Env, name: string, otherwise: number): number {
  const text = env[name];
  if (!text) return otherwise;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new SettingError(
    `${name}=${text} is not a port.`,
    'A port is a number from 1 to 65535, or 0 for any that is free.',
  );
}

function millisecondsOf(env: Env, name: string): number | null {
  const text = env[name];
  if (!text) return null;
  const ms = Number(text);
  if (/^\d+$/.test(text) && ms >= 1 && ms < 2 ** 31) return ms;
  throw new SettingError(
    `${name}=${text} is not a time.`,
    'It is a whole number of milliseconds: 2000 is two seconds.',
  );
}
