/** A process's entry: waits in a worker for its program, and runs it. */
import type { ModuleFunction } from '../../../compile/index.ts';
import { ProcessNetwork } from '../../../network/index.ts';
import { freshVolume } from '../../../process/fs/fresh-volume.ts';
import type { InodeNumber, VolumeImage, VolumeOperation } from '../../../process/fs/operation.ts';
import { type Host, type ProcessSignal, prepareProcess } from '../../../process/index.ts';
import { sourceLine } from '../../../process/program.ts';
import type { LinkedProgram } from '../../linked-program.ts';
import { adoptDates, createDate, LOCALE, useOneLocale, useUtc } from '../../locale/index.ts';
import { PauseGate } from '../../pause-gate.ts';
import { StackMap } from '../../stack-map.ts';
import { LIMITS } from '../limits.ts';
import { movableIn, Outbox } from '../outbox.ts';
import { isWhole, pack, unpack, type Whole } from '../packing.ts';
import type { FromProcess, ToProcess } from '../protocol.ts';
import { BufferCeiling } from './buffer-ceiling.ts';
import { calleeColumn } from './callee-column.ts';
import { ENGINE } from './engine.ts';
import { writeStacksAsNode } from './error-stacks.ts';
import { gatedTimers } from './gated-timers.ts';
import { replaceGlobals } from './hide-globals.ts';
import { loadFunctions } from './load.ts';
import { ProgramOutput } from './output.ts';
import { createTimers } from './timers.ts';

/** What a worker's global object has over a page's; TypeScript keeps the two in separate libraries. */
interface WorkerScope extends EventTarget {
  readonly importScripts: (...urls: string[]) => void;
  readonly postMessage: Worker['postMessage'];
  readonly close: () => void;
  addEventListener<Type extends keyof WindowEventMap>(
    type: Type,
    listener: (event: WindowEventMap[Type]) => void,
  ): void;
}

/** What a callback writes to files leaves at its end, or when it has written so much. */
const WAITING_WRITES_BYTES = 4 * 1024 * 1024;

const scope = globalThis as unknown as WorkerScope;

// Taken now: the program's globals will hide them.
const importScripts = scope.importScripts.bind(scope);
const post = scope.postMessage.bind(scope);
const close = scope.close.bind(scope);
const nowMs = performance.now.bind(performance);
const epochMs = Date.now;
const fillRandomly = crypto.getRandomValues.bind(crypto);

const kernel = new Outbox<FromProcess>((messages, moved) => post(pack(messages), moved));
const network = new ProcessNetwork((message) => kernel.push(message, movableIn(message)));
const output = new ProgramOutput(kernel, nowMs);
const stacks = new StackMap((url, line, column) =>
  ENGINE === 'v8' ? column : calleeColumn(sourceLine(url, line) ?? '', column),
);
const handlers = new Map<string, () => void>();
const timers = createTimers();
const gate = new PauseGate((run) => timers.soon(run));
const problems = {
  uncaught: (_error: unknown) => {},
  unhandledRejection: (_reason: unknown, _promise: Promise<unknown>) => {},
  rejectionHandled: (_promise: Promise<unknown>) => {},
};

/** Told at once: what comes next may never end. */
const ceiling = new BufferCeiling(LIMITS.bufferBytes, ENGINE === 'javascriptcore', () => {
  kernel.push({ type: 'limited', limit: 'memory' });
  kernel.flush();
});

let waitingBytes = 0;

/** One callback that writes without end must be noticed before its writes fill the memory. */
function writesWaiting(bytes: number): void {
  waitingBytes += bytes;
  if (waitingBytes < WAITING_WRITES_BYTES) return;
  waitingBytes = 0;
  kernel.flush();
}

const gated = gatedTimers(timers, gate);

const files = {
  /** Given with the program. */
  image: freshVolume(epochMs()),
  record: (operation: VolumeOperation) => {
    kernel.push({ type: 'file', operation: own(operation) });
    if (operation.kind === 'write') writesWaiting(operation.bytes.length);
  },
  full: () => kernel.push({ type: 'limited', limit: 'disk' }),
  later: (run: () => void) => gated.soon(run),
  sync: (inode: InodeNumber, done: () => void) => {
    files.record({ kind: 'fsync', inode });
    gated.soon(done);
  },
};

const host: Host = {
  clock: { epochMs, monotonicMs: nowMs },
  timers: gated,
  random: (bytes) => void fillRandomly(bytes as Uint8Array<ArrayBuffer>),
  network,
  files,
  // WebKit asks nobody before it gives the stack of its own errors to a program that prints it.
  output: (stream, text) =>
    output.print(stream, ENGINE === 'javascriptcore' ? stacks.mapWithin(text) : text),
  signals: {
    handle: (signal: ProcessSignal, handler) => {
      if (handler === null) handlers.delete(signal);
      else handlers.set(signal, handler);
      kernel.push({ type: 'handle', signal, handled: handler !== null });
    },
    raise: (signal) => kernel.push({ type: 'raise', signal }),
  },
  errors: {
    uncaught: (handler) => {
      problems.uncaught = handler;
    },
    unhandledRejection: (handler) => {
      problems.unhandledRejection = handler;
    },
    rejectionHandled: (handler) => {
      problems.rejectionHandled = handler;
    },
  },
  exit: (code, uncaught) => {
    output.flush();
    kernel.push({
      type: 'exit',
      code,
      uncaught: uncaught?.slice(0, LIMITS.outputCharacters) ?? null,
    });
    kernel.flush();
    close();
  },
  mapStack: (stack) => stacks.map(stack),
};

scope.addEventListener('message', ({ data }: MessageEvent<(ToProcess | Whole)[]>) => {
  for (const message of data) {
    if (isWhole(message)) for (const each of unpack(message)) admit(each);
    else if (message.type === 'ping') pong();
    else if (message.type === 'pause') gate.close();
    else if (message.type === 'go-on') gate.open();
    else admit(message);
  }
});

function admit(message: ToProcess): void {
  if (gate.admits('message', () => receive(message))) receive(message);
}

function receive(message: ToProcess): void {
  if (message.type === 'run') run(message.program, message.volume);
  else if (message.type === 'signal') handlers.get(message.signal)?.();
  else if (message.type !== 'ping' && message.type !== 'pause' && message.type !== 'go-on') {
    network.handle(message);
  }
}

scope.addEventListener('error', (event) => {
  event.preventDefault();
  problems.uncaught(event.error);
});

scope.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  problems.unhandledRejection(event.reason, event.promise);
});

scope.addEventListener('rejectionhandled', (event) => {
  problems.rejectionHandled(event.promise);
});

/** At once: what comes next may never end. */
function pong(): void {
  kernel.push({ type: 'pong' });
  kernel.flush();
}

/** Bytes of its own: those that were written are the program's, which may go on to change them. */
function own(operation: VolumeOperation): VolumeOperation {
  if (operation.kind !== 'write') return operation;
  return { ...operation, bytes: new Uint8Array(operation.bytes) };
}

function run(program: LinkedProgram, volume: VolumeImage): void {
  files.image = volume;
  if (program.isRegistry) output.lift();
  const functions = loadFunctions(program.modules, stacks, importScripts);
  const prepared = prepareProcess(host, program, functions as ReadonlyMap<string, ModuleFunction>);
  useUtc();
  useOneLocale(LOCALE);
  const OwnDate = createDate(epochMs);
  adoptDates(OwnDate);
  replaceGlobals({ ...prepared.globals, Date: OwnDate });
  writeStacksAsNode(stacks);
  ceiling.install([prepared.globals.Buffer as object]);
  void prepared.run().then(() => kernel.push({ type: 'loaded' }));
}

kernel.push({ type: 'ready' });
