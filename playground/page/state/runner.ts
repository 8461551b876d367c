import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Diagnostic, Files } from '../../../runtime/compile/types.ts';
import type { LedgerEvent } from '../../../runtime/network/index.ts';
import {
  type Instance,
  type Sandbox,
  SandboxError,
  StartError,
  stop as stopInstance,
} from '../../../runtime/sandbox/index.ts';
import type { PageStep } from '../page-data.ts';
import { sameFiles } from '../storage/index.ts';
import { afterEvent, type InstanceView } from './instances.ts';
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
  readonly instances: ReadonlySignal<readonly InstanceView[]>;
  readonly output: ReadonlySignal<Output>;
  /** What the compiler says of the files as they are now. */
  readonly diagnostics: ReadonlySignal<readonly Diagnostic[]>;
  /** Whether the files have changed since the services were started. */
  readonly stale: ReadonlySignal<boolean>;
  /** The sandbox, booted if it is not yet. Rejects with a SandboxError. */
  sandbox(): Promise<Sandbox>;
  /** Boots the sandbox ahead of the first Run. */
  prepare(): Promise<void>;
  /** Starts the step's services with the files as they are, in place of those that run. */
  start(): Promise<void>;
  stop(): Promise<void>;
  clearOutput(): void;
}

export interface RunnerOptions {
  readonly services: PageStep['services'];
  readonly files: ReadonlySignal<Files>;
  readonly makeSandbox: () => Promise<Sandbox>;
  /** Calls back once, soon, when it is time to draw: many events become one change. */
  readonly soon: (draw: () => void) => void;
}

/** How long a service may take to listen, in milliseconds. */
export const START_LIMIT_MS = 10_000;

export function createRunner({ services, files, makeSandbox, soon }: RunnerOptions): Runner {
  const run = signal<RunState>({ state: 'stopped' });
  const problem = signal<Problem | null>(null);
  const instances = signal<readonly InstanceView[]>([]);
  const output = signal(NO_OUTPUT);
  const diagnostics = signal<readonly Diagnostic[]>([]);
  const machine = createMachine({ makeSandbox, onBooted: attach });
  let alive: Instance[] = [];
  let starting: AbortController | null = null;
  const queue = new SyncQueue(handOver);

  effect(() => {
    const newest = files.value;
    if (machine.current.value.state === 'ready') soon(() => void queue.push(newest));
  });
  effect(() => {
    if (machine.current.value.state === 'failed') allGone();
  });

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
    let pending: LedgerEvent[] = [];
    sandbox.ledger.subscribe((event) => {
      pending.push(event);
      if (pending.length > 1) return;
      soon(() => {
        const events = pending;
        pending = [];
        batch(() => {
          instances.value = events.reduce(afterEvent, instances.value);
          output.value = withEvents(output.value, events);
        });
      });
    });
  }

  function allGone(): void {
    alive = [];
    batch(() => {
      instances.value = [];
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
      const sandbox = await machine.ready();
      if (alive.length > 0) await stopAll(sandbox);
      if (mine.signal.aborted) return;
      started = files.value;
      await queue.push(started);
      for (const service of services) {
        run.value = {
          state: 'starting',
          waitingFor: `${service.name} to listen on ${service.port}`,
        };
        const spec = { service: service.name, entry: service.entry, port: service.port, env: {} };
        hold(await sandbox.start({ ...spec, startTimeoutMs: START_LIMIT_MS }, mine.signal));
      }
      settle(started);
    } catch (error) {
      if (mine.signal.aborted) return;
      problem.value = asProblem(error, started);
      settle(started);
    } finally {
      if (starting === mine) starting = null;
    }
  }

  /** Keeps an instance until it has exited. */
  function hold(instance: Instance): void {
    alive = [...alive, instance];
    void instance.exited.then(() => {
      alive = alive.filter((one) => one !== instance);
      if (run.value.state === 'running') settle(run.value.files);
    });
  }

  /** What is so once nothing is under way: services run on these files, or none does. */
  function settle(startedWith: Files): void {
    run.value =
      alive.length > 0
        ? { state: 'running', instances: alive, files: startedWith }
        : { state: 'stopped' };
  }

  async function stopAll(sandbox: Sandbox): Promise<void> {
    run.value = { state: 'stopping', waitingFor: alive.map((one) => one.id).join(', ') };
    await Promise.all(alive.map((instance) => stopInstance(instance, sandbox.clock)));
  }

  async function stop(): Promise<void> {
    starting?.abort();
    const { value } = machine.current;
    if (value.state === 'ready' && alive.length > 0) await stopAll(value.sandbox);
    if (starting === null || starting.signal.aborted) settle(files.value);
  }

  return {
    machine: machine.current,
    run,
    problem,
    instances,
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
