import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Reads the living services' process groups from stdin, each line replacing the last; when stdin
 * ends, so has the sandbox, and what still lives is killed and the run folder ($1) removed.
 */
const SCRIPT = `
while read -r line; do living=$line; done
for group in $living; do kill -s KILL -- "-$group" 2>/dev/null; done
rm -rf -- "$1"
`;

/**
 * Ends the services when this process dies without having done so. A service in an endless loop, or
 * a stopped one, cannot see for itself that the sandbox is gone. A shell, because it starts in a
 * millisecond and holds a megabyte.
 */
export class Guardian {
  readonly #runFolder: string;
  readonly #living = new Set<number>();
  #process: ChildProcess | null = null;

  constructor(runFolder: string) {
    this.#runFolder = runFolder;
  }

  watch(pid: number): void {
    this.#living.add(pid);
    this.#tell();
  }

  /** To be called as soon as the process is gone: its number may be given to another. */
  forget(pid: number): void {
    this.#living.delete(pid);
    this.#tell();
  }

  /** Lets the guardian go, once nothing is left to watch. */
  release(): void {
    this.#process?.stdin?.end();
    this.#process = null;
  }

  #tell(): void {
    this.#process ??= startGuardian(this.#runFolder);
    this.#process.stdin?.write(`${[...this.#living].join(' ')}\n`);
  }
}

function startGuardian(runFolder: string): ChildProcess {
  const guardian = spawn('/bin/sh', ['-c', SCRIPT, 'brownout-guardian', runFolder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // In a session of its own, so that a Ctrl-C or a closed terminal does not end it too.
    detached: true,
  });
  // Without a guardian services still end with the sandbox, but for those that are not listening.
  guardian.on('error', () => {});
  guardian.stdin.on('error', () => {});
  guardian.unref();
  // A pipe's stream is a socket, which its type does not say.
  (guardian.stdin as unknown as { unref(): void }).unref();
  return guardian;
}
