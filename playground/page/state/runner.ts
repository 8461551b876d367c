import { batch, computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Diagnostic, Files } from '../../../runtime/compile/types.ts';
import type { LedgerEvent } from '../../../runtime/network/index.ts';
import {
  type Board,
  type Command,
  type Ends,
  isGivenUp,
  type LinkFault,
  NOTHING_TO_SEE,
  Play,
  type Played,
  type PlayView,
} from '../../../runtime/play/index.ts';
import {
  type Instance,
  type Sandbox,
  SandboxError,
  StartError,
} from '../../../runtime/sandbox/index.ts';
import { sameFiles } from '../storage/index.ts';
import { createMachine, type MachineState } from './machine.ts';
import { NO_OUTPUT, type Output, withEvents } from './output.ts';
import { SyncQueue } from './sync-queue.ts';

/** Whether the step's services run, and with which files. */
export type RunState =
  | { readonly state: 'stopped' }
  | { readonly state: 'starting'; readonly waitingFor: string }
  | { readonly state: 'running'; readonly instances: readonly Instance[]; readonly files: Files }
  | { readonly state: 'stopping'; readonly waitingFor: string };

/** Why the last Run came to nothing. */
export type Problem =
  | { readonly kind: 'start'; readonly error: StartError; readonly files: Files }
  | { readonly kind: 'sandbox'; readonly message: string; readonly hint: string };

/** Runs the step's services on the learner's files, and shows what they do. */
export interface Runner {
  readonly machine: ReadonlySignal<MachineState>;
  readonly run: ReadonlySignal<RunState>;
  readonly problem: ReadonlySignal<Problem | null>;
  /** The instances, the links that are cut or slow, and what the registry knows. */
  readonly view: ReadonlySignal<PlayView>;
  readonly output: ReadonlySignal<Output>;
  /** What the compiler says of the files as they are now. */
  readonly diagnostics: ReadonlySignal<readonly Diagnostic[]>;
  /** Whether the files have changed since the services were started. */
  readonly stale: ReadonlySignal<boolean>;
  /** The sandbox, booted if it is not yet. Rejects with a SandboxError. */
  sandbox(): Promise<Sandbox>;
  /** Boots the sandbox ahead of the first Run. */
  prepare(): Promise<void>;
  /**
   * Starts the step's services with the files as they are, in place of those that run; the registry
   * before them, unless it runs.
   */
  start(): Promise<void>;
  /** Ends the services and the registry, and heals what was cut or slow. */
  stop(): Promise<void>;
  /** Does this to one instance; what is restarted runs the files as they are. */
  command(instance: string, command: Command): Promise<void>;
  breakLink(ends: Ends, fault: LinkFault): Promise<void>;
  heal(ends: Ends): Promise<void>;
  /** What the registry knows at this moment; null before anything has run. */
  board(): Board | null;
  clearOutput(): void;
}

export interface RunnerOptions {
  readonly step: Played;
  readonly files: ReadonlySignal<Files>;
  /** Makes a sandbox of the kind that is chosen. */
  readonly makeSandbox: () => Promise<Sandbox>;
  /** Changes when another kind is chosen: the sandbox in use is let go of then. */
  readonly kind: ReadonlySignal<unknown>;
  /** Calls back once, soon, when it is time to draw: many events become one change. */
  readonly soon: (draw: () => void) => void;
}

export function createRunner({ step, files, makeSandbox, kind, soon }: RunnerOptions): Runner {
  const run = signal<RunState>({ state: 'stopped' });
  const problem = signal<Problem | null>(null);
  const view = signal<PlayView>(NOTHING_TO_SEE);
  const output = signal(NO_OUTPUT);
  const diagnostics = signal<readonly Diagnostic[]>([]);
  const machine = createMachine({ makeSandbox, onBooted: attach });
  let play: Play | null = null;
  let starting: AbortController | null = null;
  const queue = new SyncQueue(handOver);

  effect(() => {
    const newest = files.value;
    if (machine.current.value.state === 'ready') soon(() => void queue.push(newest));
  });
  effect(() => {
    if (machine.current.value.state === 'failed') allGone();
  });
  let kindNow = kind.value;
  effect(() => {
    if (kind.value === kindNow) return;
    kindNow = kind.value;
    untracked(changeSandbox);
  });

  /** Files and output stay; what ran in the old one ends with it. */
  function changeSandbox(): void {
    starting?.abort();
    problem.value = null;
    machine.drop();
    allGone();
    void machine.ready().catch(nothing);
  }

  async function handOver(newest: Files): Promise<void> {
    const { current } = machine;
    if (current.value.state !== 'ready') return;
    try {
      diagnostics.value = await current.value.sandbox.sync(newest);
    } catch (error) {
      // A sandbox that dies meanwhile says so itself: see machine.
      if (!(error instanceof SandboxError)) throw error;
    }
  }

  function attach(sandbox: Sandbox): void {
    const current = new Play(sandbox, step, {
      onExited: () => {
        if (run.value.state === 'running') settle(run.value.files);
      },
    });
    play = current;
    let pending: LedgerEvent[] = [];
    sandbox.ledger.subscribe((event) => {
      pending.push(event);
      if (pending.length > 1) return;
      soon(() => {
        const events = pending;
        pending = [];
        batch(() => {
          const seen = current.note(events);
          // The last words of a sandbox that was let go of are output, and no instances.
          if (play === current) view.value = seen;
          output.value = withEvents(output.value, events);
        });
      });
    });
  }

  function allGone(): void {
    play = null;
    batch(() => {
      view.value = NOTHING_TO_SEE;
      run.value = { state: 'stopped' };
    });
  }

  async function start(): Promise<void> {
    starting?.abort();
    const mine = new AbortController();
    starting = mine;
    problem.value = null;
    let started = files.value;
    try {
      run.value = { state: 'starting', waitingFor: 'the sandbox' };
      await machine.ready();
      showLeaving();
      await play?.services.stop();
      if (mine.signal.aborted) return;
      started = files.value;
      await queue.push(started);
      const onWaiting = (waitingFor: string) => {
        run.value = { state: 'starting', waitingFor };
      };
      await play?.services.start({ signal: mine.signal, onWaiting });
      settle(started);
    } catch (error) {
      if (mine.signal.aborted) return;
      problem.value = asProblem(error, started);
      settle(started);
    } finally {
      if (starting === mine) starting = null;
    }
  }

  /** What is so once nothing is under way: services run on these files, or none does. */
  function settle(startedWith: Files): void {
    const instances = play?.services.instances ?? [];
    run.value =
      instances.length > 0
        ? { state: 'running', instances, files: startedWith }
        : { state: 'stopped' };
  }

  function showLeaving(): void {
    const leaving = play?.services.instances ?? [];
    if (leaving.length === 0) return;
    run.value = { state: 'stopping', waitingFor: leaving.map((one) => one.id).join(', ') };
  }

  async function stop(): Promise<void> {
    starting?.abort();
    showLeaving();
    const ending = play;
    const left = await ending?.end();
    if (left !== undefined && play === ending) view.value = left;
    if (starting === null || starting.signal.aborted) settle(files.value);
  }

  /** What comes of it is seen; what keeps it from being done is told. */
  async function attempt(done: Promise<void> | undefined): Promise<void> {
    problem.value = null;
    const { value } = run;
    const startedWith = value.state === 'running' ? value.files : files.value;
    try {
      await done;
      if (run.value.state === 'running' || run.value.state === 'stopped') settle(startedWith);
    } catch (error) {
      if (isGivenUp(error)) return;
      problem.value = asProblem(error, files.value);
    }
  }

  return {
    machine: machine.current,
    run,
    problem,
    view,
    output,
    diagnostics,
    stale: computed(
      () => run.value.state === 'running' && !sameFiles(run.value.files, files.value),
    ),
    sandbox: machine.ready,
    // A sandbox that cannot boot is shown by the machine's state; Run tries again.
    prepare: () => machine.ready().then(nothing, nothing),
    start,
    stop,
    command: (instance, command) => attempt(play?.services.command(instance, command)),
    breakLink: (ends, fault) => attempt(play?.links.break(ends, fault)),
    heal: (ends) => attempt(play?.links.heal(ends)),
    board: () => play?.board() ?? null,
    clearOutput() {
      output.value = NO_OUTPUT;
    },
  };
}

function nothing(): void {}

function asProblem(error: unknown, files: Files): Problem {
  if (error instanceof StartError) return { kind: 'start', error, files };
  if (error instanceof SandboxError)
    return { kind: 'sandbox', message: error.message, hint: error.hint };
  throw error;
}
