import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { openStep } from '../../playground/terminal/workspace/open-step.ts';
import { workspacePaths } from '../../playground/terminal/workspace/paths.ts';
import { prepareWorkspace } from '../../playground/terminal/workspace/prepare.ts';
import { allSteps, readCourse } from '../../runtime/course/read.ts';
import { WAIT_LIMIT_MS } from '../support/limits.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const COMMAND = join(PROJECT, 'playground/terminal/lesson.mjs');

export const LESSONS = join(PROJECT, 'lessons');
/** What the learner edits in the first step. */
export const SERVER = 'hello/server.ts';

/** A workspace of its own, and the real command run in it. */
export class Learner {
  readonly dir: string;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(dir: string, env: Readonly<Record<string, string>>) {
    this.dir = dir;
    this.#env = env;
  }

  static async begin(env: Readonly<Record<string, string>> = {}): Promise<Learner> {
    return new Learner(join(await temporaryFolder(), 'workspace'), env);
  }

  /** Somebody who has opened the first step before, and left this as their server. */
  static async atWork(server: string): Promise<Learner> {
    const learner = await Learner.begin();
    const paths = workspacePaths(learner.dir);
    const [first] = allSteps(await readCourse(LESSONS));
    if (first === undefined) throw new Error('the course has no step');
    await prepareWorkspace(paths, first);
    await openStep(paths, first);
    await learner.write(SERVER, server);
    return learner;
  }

  /** Runs `npm run lesson -- …args`, without npm around it. */
  run(...args: readonly string[]): Run {
    return this.#spawn(process.execPath, [COMMAND, ...args]);
  }

  /** Runs `npm run lesson -- …args`, with npm around it. */
  runByNpm(...args: readonly string[]): Run {
    return this.#spawn('npm', ['run', '--silent', 'lesson', '--', ...args]);
  }

  /** Runs a command to its end. */
  async done(...args: readonly string[]): Promise<Ended> {
    const run = this.run(...args);
    run.child.stdin.end();
    return run.ended;
  }

  /** Runs it in a terminal of its own (script, of Debian's bsdutils); what is written are keys. */
  runInTerminal(...args: readonly string[]): Run {
    const words = [process.execPath, COMMAND, ...args].map((word) => `'${word}'`);
    return this.#spawn('script', [
      '--quiet',
      '--flush',
      '--return',
      '--command',
      `stty cols 100 rows 40; exec ${words.join(' ')}`,
      '/dev/null',
    ]);
  }

  #spawn(command: string, args: readonly string[]): Run {
    const { FORCE_COLOR: _colour, NO_COLOR: _none, ...env } = process.env;
    const child = spawn(command, args, {
      cwd: PROJECT,
      env: { ...env, INIT_CWD: this.dir, BROWNOUT_WORKSPACE: this.dir, ...this.#env },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return new Run(child);
  }

  read(path: string): Promise<string> {
    return readFile(join(this.dir, path), 'utf8');
  }

  write(path: string, text: string): Promise<void> {
    return writeFile(join(this.dir, path), text);
  }

  /** Saves as careful editors do: a draft, renamed into place. */
  async saveByRenaming(path: string, text: string): Promise<void> {
    const draft = join(this.dir, `${path}.tmp`);
    await writeFile(draft, text);
    await rename(draft, join(this.dir, path));
  }
}

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command under way. */
export class Run {
  readonly child: ChildProcessWithoutNullStreams;
  readonly #closed: Promise<Pick<Ended, 'code' | 'signal'>>;
  #stdout = '';
  #stderr = '';
  /** How much of the output has been waited for already. */
  #seen = 0;
  /** Called when there is more output. */
  #look = () => {};

  constructor(child: ChildProcessWithoutNullStreams) {
    this.child = child;
    child.stdout.setEncoding('utf8').on('data', (text) => {
      this.#stdout += text;
      this.#look();
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      this.#stderr += text;
    });
    child.stdin.on('error', () => undefined); // it may have ended before we wrote
    this.#closed = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  }

  /** How it ended; whoever reads this waits for it from now on. */
  get ended(): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const giveUp = () =>
        reject(new Error(`the command did not end in time:\n${this.#everything()}`));
      const limit = setTimeout(giveUp, WAIT_LIMIT_MS);
      void this.#closed.then((exit) => {
        clearTimeout(limit);
        resolve({ ...exit, stdout: this.#stdout, stderr: this.#stderr });
      });
    });
  }

  /** Everything printed so far. */
  get stdout(): string {
    return this.#stdout;
  }

  /** Waits until the output says something that it had not said at the last wait. */
  says(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#look = () => {};
        reject(new Error(`the command never said ${pattern}:\n${this.#everything()}`));
      };
      const limit = setTimeout(giveUp, WAIT_LIMIT_MS);
      this.#look = () => {
        const match = pattern.exec(this.#stdout.slice(this.#seen));
        if (match === null) return;
        this.#look = () => {};
        clearTimeout(limit);
        this.#seen += match.index + match[0].length;
        resolve(match);
      };
      this.#look();
      void this.#closed.then(giveUp);
    });
  }

  #everything(): string {
    return `${this.#stdout}\n--- stderr\n${this.#stderr}`;
  }
}

/** Whether a process is alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
