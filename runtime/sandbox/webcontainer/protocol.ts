import type { Diagnostic, Files } from '../../compile/types.ts';
import type { CrashInput, FaultInput, FromEnd, Happening } from '../../network/index.ts';
import type { ToLearner } from '../learner/exchange.ts';
import type { Exit, ServiceSpec, SignalName } from '../sandbox.ts';

/** What the page asks the gateway, and what it tells it. */
export interface ToGateway {
  sync(files: Files): Promise<readonly Diagnostic[]>;
  /** Resolves with the instance's id, which `started` has told before. */
  start(spec: ServiceSpec): Promise<string>;
  signal(what: { readonly instance: string; readonly signal: SignalName }): Promise<void>;
  crashAt(what: { readonly instance: string; readonly point: CrashInput }): Promise<void>;
  faults(faults: readonly FaultInput[]): Promise<void>;
  dispose(nothing: null): Promise<void>;
  /** The learner's end of a connection says this. */
  learner(message: FromEnd): void;
  /** A process has printed this: its terminal, stdout and stderr in one. */
  printed(what: { readonly child: number; readonly text: string }): void;
  /** A process is gone, and all that it printed has been told. */
  gone(what: { readonly child: number; readonly code: number }): void;
}

export interface Started {
  readonly id: string;
  readonly service: string;
  readonly ports: readonly number[];
}

/** What the gateway asks the page, and what it tells it. */
export interface ToPage {
  ready(nothing: null): void;
  /** `epochMs` is when, in milliseconds since the Unix epoch. */
  happened(what: { readonly happening: Happening; readonly epochMs: number }): void;
  started(what: Started): void;
  exited(what: { readonly instance: string; readonly exit: Exit }): void;
  ports(what: { readonly instance: string; readonly ports: readonly number[] }): void;
  learner(message: ToLearner): void;
  /** Starts a process of Node in the container. */
  spawn(what: SpawnedProcess): Promise<void>;
  /** Ends it, as by SIGKILL: there are no other signals. */
  kill(child: number): void;
  packages(specifiers: readonly string[]): Promise<Files>;
  /** The registry's program as one module. */
  registry(nothing: null): Promise<string>;
}

export interface SpawnedProcess {
  /** A number that the gateway knows it by. */
  readonly child: number;
  /** Of Node. */
  readonly args: readonly string[];
  /** A path from the container's working directory. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}
