import type { Diagnostic, Files } from '../compile/types.ts';
import type { CrashInput, FaultInput, Ledger } from '../network/index.ts';
import type { SandboxError } from './errors.ts';

/** The place where instances run. Four kinds have this one interface. */
export interface Sandbox {
  readonly info: SandboxInfo;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly network: SandboxNetwork;
  /** Resolves when the whole sandbox has died after it booted. Never rejects. */
  readonly lost: Promise<SandboxError>;
  /** Makes the sandbox ready. Rejects with a SandboxError; never hangs: it owns its timeout. */
  boot(options: BootOptions): Promise<void>;
  /** Gives the sandbox the workspace as it is now. Instances already running keep the code they have. */
  sync(files: Files): Promise<readonly Diagnostic[]>;
  /**
   * Starts a service and resolves when it listens on the port it was given. Rejects with a
   * StartError; aborting the signal kills what was started and rejects with code `aborted`.
   */
  start(service: ServiceSpec, signal: AbortSignal): Promise<Instance>;
  /**
   * Sends a request from the learner into the network. Only the path and query of its URL count.
   * Rejects with a NetworkError. The request and its answer are in the ledger.
   */
  fetch(to: Instance | Address, request: Request): Promise<Response>;
  /** Kills every instance and lets go of everything held. Safe to call twice. */
  dispose(): Promise<void>;
}

/** What connects the instances and the learner. */
export interface SandboxNetwork {
  /**
   * Puts these faults in force in place of those before; none heals it. Resolves when they are: what
   * is sent from then on meets them. Rejects with a FaultError for one that cannot be.
   */
  set(faults: readonly FaultInput[]): Promise<void>;
}

export type SandboxKind = 'browser' | 'node' | 'simulated' | 'webcontainer';

export interface SandboxInfo {
  readonly kind: SandboxKind;
  /** What it is, in a few words for the learner: "Node processes on this machine". */
  readonly title: string;
  /** What it cannot do, each a sentence for the learner. */
  readonly limits: readonly string[];
}

export interface Clock {
  /** Milliseconds since the sandbox booted. */
  nowMs(): number;
  /** Rejects with the signal's reason when it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export interface BootOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Called with the name of each stage as it begins, in words for the learner. */
  readonly onStage: (stage: string) => void;
}

export interface ServiceSpec {
  /** The service's name: lower-case letters, digits and hyphens. Instances are `name-1`, `name-2`, … */
  readonly service: string;
  /** The entry module's path in the workspace: `hello/server.ts`; or REGISTRY_ENTRY. */
  readonly entry: string;
  /** The port that the instance is told in PORT and must listen on; `any` lets the sandbox choose. */
  readonly port: number | 'any';
  readonly env: Readonly<Record<string, string>>;
  /**
   * The name of its disk, which outlives the instance: its working directory, where relative paths
   * lead. Left out, it is the first of the service's own that no instance has: `hello-1`, ….
   */
  readonly volume?: string;
  /** How long it may take to listen, in milliseconds. */
  readonly startTimeoutMs: number;
}

export interface Address {
  readonly port: number;
}

/** The port that an instance was told first, then any others that it listens on. */
export function addressesOf(told: number, listening: Iterable<number>): Address[] {
  return [...new Set([told, ...listening])].map((port) => ({ port }));
}

export interface Instance {
  readonly id: string;
  readonly service: string;
  readonly addresses: readonly Address[];
  /** Resolves when it has exited, whatever ended it. Never rejects. */
  readonly exited: Promise<Exit>;
  /** Resolves when the signal has been delivered; does nothing when it has exited already. */
  signal(name: SignalName): Promise<void>;
  /**
   * Lets it crash, as by SIGKILL, at an action of its own. Resolves when that is arranged; a point
   * that it never comes to does nothing. Rejects with a FaultError for one that cannot be.
   */
  crashAt(point: CrashInput): Promise<void>;
  /**
   * Cuts its power: it ends at once, and its volume keeps what was fsynced, of the rest any
   * beginning, the last write perhaps torn. Rejects with a SandboxError `not-available` where
   * `info.limits` says that this cannot be.
   */
  losePower(): Promise<void>;
}

/**
 * SIGTERM asks; a process without a handler ends at once. SIGKILL ends it, in whatever it is doing.
 *
 * SIGSTOP pauses it, as a long garbage collection would: nothing of it runs or is heard until
 * SIGCONT. Its clock runs on meanwhile, connections to it are accepted, and what is sent to it
 * waits. On SIGCONT timers that came due run first, in their order, then what was sent to it, in
 * the order in which it came (Node's event loop does so when it was stopped while it waited). Other signals but SIGKILL wait for SIGCONT as well.
 */
export type SignalName = 'SIGTERM' | 'SIGKILL' | 'SIGSTOP' | 'SIGCONT';

export type Exit =
  | { readonly by: 'code'; readonly code: number }
  | { readonly by: 'signal'; readonly signal: string };

/** As Node tells of it: a code, or the signal that ended the process. */
export function exitOf(code: number | null, signal: string | null): Exit {
  return signal === null ? { by: 'code', code: code ?? 0 } : { by: 'signal', signal };
}

/** How long an instance that was asked to leave may take before it is killed. */
const STOP_GRACE_MS = 2000;

/** Asks an instance to leave, and kills it when it has not left within the grace period. */
export async function stop(
  instance: Instance,
  clock: Clock,
  graceMs = STOP_GRACE_MS,
): Promise<Exit> {
  await instance.signal('SIGTERM');
  const waiting = new AbortController();
  const late = clock.sleep(graceMs, waiting.signal).then(
    () => instance.signal('SIGKILL'),
    () => undefined,
  );
  const exit = await instance.exited;
  waiting.abort();
  await late;
  return exit;
}
