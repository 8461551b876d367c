import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Files } from '../../runtime/compile/types.ts';
import type { Step } from '../../runtime/course/step.ts';
import type { LedgerEvent } from '../../runtime/network/index.ts';
import { type SandboxError, StartError } from '../../runtime/sandbox/index.ts';
import { Checker } from '../../runtime/scenario/checker/index.ts';
import { threads } from '../../runtime/scenario/checker/node/index.ts';
import type { Verdict } from '../../runtime/scenario/index.ts';
import { checkStep } from './check-step.ts';
import { recordVerdict } from './commands/check.ts';
import { type Context, shownPath, stepAfter } from './context.ts';
import { CommandError } from './errors.ts';
import { explain } from './explain.ts';
import { Latest } from './latest.ts';
import { LiveServices, type PlayedHere } from './live-services.ts';
import { nextAction } from './show/next-action.ts';
import { ServiceOutput } from './show/service-output.ts';
import { againLines, verdictLines } from './show/verdict.ts';
import { WatchKeys } from './watch-keys.ts';
import { watchFolder } from './watcher.ts';
import { readFiles } from './workspace/files.ts';
import type { OpenedStep } from './workspace/open-step.ts';
import { isBegun, sameSources, stepFiles } from './workspace/step-files.ts';

/** Editors empty a file before they write it, and save several: what is read has rested so long. */
const QUIET_MS = 50;

/** One step while it is watched: its services run, and each save is checked. */
export class WatchSession {
  readonly #context: Context;
  readonly #opened: OpenedStep;
  readonly #live: LiveServices;
  /** Kept warm from one save to the next. */
  readonly #checker = new Checker(threads());
  readonly #output: ServiceOutput;
  readonly #keys: WatchKeys;
  readonly #rounds = new Latest<Files>(
    (files, signal) => this.#round(files, signal),
    (error) => this.#fail(error),
  );
  readonly #reads = new Latest<void>(
    (_, signal) => this.#read(signal),
    (error) => this.#complain(error),
  );
  /** What was last run and checked, or is just being. */
  #files: Files;
  #isFirst = true;
  /** What the services print while a check is under way: the verdict comes first. */
  #held: readonly string[] | null = null;
  #end: (next: Step | null) => void = () => undefined;
  #fail: (error: unknown) => void = () => undefined;

  private constructor(
    context: Context,
    opened: OpenedStep,
    live: LiveServices,
    { services }: PlayedHere,
  ) {
    this.#context = context;
    this.#opened = opened;
    this.#live = live;
    this.#files = opened.files;
    this.#output = new ServiceOutput(context.screen.style, services, {
      hasKeys: context.keys.areReadable,
    });
    this.#keys = new WatchKeys(context, opened.step, {
      check: () => this.#rounds.push(this.#files),
      end: (next) => this.#end(next),
      get instances() {
        return live.instances;
      },
      command: (instance, command) => {
        if (command === 'stop') this.#output.awaitEnd(instance);
        return live.command(instance, command);
      },
      get links() {
        return live.links;
      },
      breakLink: (ends, fault) => live.breakLink(ends, fault),
      healLink: (ends) => live.healLink(ends),
      inBackground: (task) => void task.catch((error) => this.#fail(error)),
    });
  }

  /**
   * Watches an opened step until the learner leaves (null) or goes on (the next step). Rejects with
   * the StartError when a port of the step's is taken by another program, and with the SandboxError
   * when a server that is to stand in for the registry cannot be reached. Nothing is left running.
   */
  static async run(context: Context, opened: OpenedStep, played: PlayedHere): Promise<Step | null> {
    const live = await LiveServices.boot(context.paths.dir, played, context.leaving);
    const session = new WatchSession(context, opened, live, played);
    try {
      return await session.#run();
    } finally {
      await session.#checker.close();
      await live.dispose();
    }
  }

  async #run(): Promise<Step | null> {
    const { paths, leaving, screen, keys } = this.#context;
    const ended = new Promise<Step | null>((resolve, reject) => {
      this.#end = resolve;
      this.#fail = reject;
      leaving.addEventListener('abort', () => resolve(null), { once: true });
      if (leaving.aborted) resolve(null);
      this.#live.lost.then(reject);
    });
    const stopListening = this.#live.listen((event) => this.#show(event));
    const watcher = await watchFolder(paths.dir, () => this.#reads.push(), this.#fail);
    const stopKeys = keys.listen((key) => this.#keys.press(key).catch(this.#fail));
    try {
      this.#rounds.push(this.#files);
      this.#checker.warm();
      // A save from before the watch would otherwise be missed.
      this.#reads.push();
      return await ended;
    } finally {
      stopKeys();
      watcher.close();
      await this.#reads.close();
      await this.#rounds.close();
      this.#release();
      stopListening();
      screen.wait('');
    }
  }

  async #read(signal: AbortSignal): Promise<void> {
    await sleep(QUIET_MS, undefined, { signal });
    const { paths } = this.#context;
    const files = await readFiles(paths.dir, stepFiles(this.#opened.step));
    if (sameSources(files, this.#files)) return;
    this.#files = files;
    this.#rounds.push(files);
  }

  /**
   * Before the first round nothing has been promised yet: it gives up when a port is taken or the
   * registry cannot be had, and checks nothing when there is no work to check.
   */
  async #round(files: Files, signal: AbortSignal): Promise<void> {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    const failure = await (isFirst && !isBegun(this.#opened.step, files)
      ? this.#live.run(files, signal)
      : this.#runAndCheck(files, signal));
    if (failure !== null) {
      if (isFirst && isOfTheMachine(failure)) this.#fail(failure);
      else this.#tellFailure(failure);
    }
    this.#release();
    this.#context.screen.wait(this.#keys.prompt);
  }

  /** Says the verdict. Resolves with why the services do not run, unless the verdict says so. */
  async #runAndCheck(files: Files, signal: AbortSignal): Promise<StartError | SandboxError | null> {
    const { screen } = this.#context;
    const { step } = this.#opened;
    this.#held ??= [];
    const [{ verdict }, failure] = await allDone(
      checkStep(this.#context, this.#checker, { step, files, signal }),
      this.#live.run(files, signal),
    );
    signal.throwIfAborted();
    await recordVerdict(this.#context, step, verdict);
    screen.gap();
    screen.say(
      ...verdictLines(verdict, step, screen),
      ...againLines(verdict, screen, this.#context.typed),
    );
    this.#tellNext(verdict);
    const isTold = verdict.outcome === 'failed' && failure !== null && !isOfTheMachine(failure);
    return isTold ? null : failure;
  }

  #tellNext(verdict: Verdict): void {
    const { screen, keys } = this.#context;
    const { step } = this.#opened;
    const situation = {
      file: this.#file,
      next: stepAfter(this.#context, step),
      hasKeys: keys.areReadable,
      isWatching: true,
      typed: this.#context.typed,
    };
    screen.gap();
    screen.tell(`Next: ${nextAction(verdict, situation)}`);
    screen.gap();
  }

  #tellFailure(failure: StartError | SandboxError | CommandError): void {
    const { screen } = this.#context;
    const { message, hint } = explain(failure);
    screen.gap();
    screen.tell(screen.style.attention(message));
    screen.tell(hint);
    screen.gap();
  }

  /** What is wrong with the workspace is for the learner to mend; anything else ends the session. */
  #complain(error: unknown): void {
    if (error instanceof CommandError) this.#tellFailure(error);
    else this.#fail(error);
  }

  #show(event: LedgerEvent): void {
    const lines = this.#output.linesOf(event);
    if (this.#held !== null) this.#held = this.#held.concat(lines);
    else this.#context.screen.sayAll(lines);
  }

  #release(): void {
    this.#context.screen.sayAll(this.#held ?? []);
    this.#held = null;
  }

  /** The first file to edit, as the learner would write its path. */
  get #file(): string {
    const { paths } = this.#context;
    return shownPath(this.#context, join(paths.dir, this.#opened.step.edit[0] ?? ''));
  }
}

/** Whether it has nothing to do with the learner's code, and no verdict tells of it. */
function isOfTheMachine(failure: StartError | SandboxError): boolean {
  return !(failure instanceof StartError) || failure.code === 'port-in-use';
}

/** Waits for both, whatever comes of them, so that nothing goes on behind our back. */
async function allDone<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}
