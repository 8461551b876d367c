import type { StepService } from '../course/step.ts';
import type { CrashInput, FaultInput, LedgerEvent, Random } from '../network/index.ts';
import {
  type Address,
  type Instance,
  type OutsideRegistries,
  type RegistryOptions,
  type Sandbox,
  type ServiceSpec,
  type SignalName,
  StartError,
  startRegistry,
} from '../sandbox/index.ts';
import { deadline } from './deadline.ts';
import { ExpectationFailed } from './expect.ts';
import { type LoadOptions, type LoadReport, runLoad } from './load/index.ts';
import { type LabRegistry, labRegistry } from './registry.ts';
import type { Reply } from './reply.ts';
import { type NoReply, type RequestOptions, send, unanswered } from './send.ts';

/** How long a service may take to listen, in a check; real processes share the machine with others. */
const START_LIMITS_MS = { simulated: 10_000, live: 20_000 };

/** What a scenario works with: services to start and to break, requests to send, choices to make. */
export interface Lab {
  /** Seeded: the same schedule makes the same choices every time. */
  readonly random: Random;
  /** Whether this is a run on real processes and real time: what takes rare schedules is not judged. */
  readonly isLive: boolean;
  /** Milliseconds since the run began. */
  nowMs(): number;
  /**
   * Starts one more instance of a service of this step; on a port that the sandbox chooses, unless
   * told. It is given the `env` of these options alone: what the step declares is for when it is
   * played, with other ports and at a person's pace.
   */
  start(service: string, options?: StartOptions): Promise<Instance>;
  /**
   * Starts the registry, Consul's API and etcd's: services find it by its `env`, and it is killed,
   * paused and started again as they are (`own.instance`). A server that the learner has named in
   * CONSUL_HTTP_ADDR or ETCDCTL_ENDPOINTS stands in for it, in a live run.
   */
  registry(options?: Omit<RegistryOptions, 'outside' | 'volume'>): Promise<LabRegistry>;
  /** Starts it again on its port and its disk; kills it before that when it still runs. */
  restart(instance: Instance): Promise<Instance>;
  /**
   * Starts it again, so long after each time that it crashed, until the run ends, also when that
   * was before it listened. It keeps its address; the handle that was given stays that of the first.
   */
  keepUp(instance: Instance, restartAfterMs: number): KeptUp;
  signal(instance: Instance, signal: SignalName): Promise<void>;
  /** Resolves when that is arranged. */
  crashAt(instance: Instance, point: CrashInput): Promise<void>;
  /** Puts these faults in force in place of those before: `lab.faults()` heals all. */
  faults(...faults: FaultInput[]): Promise<void>;
  /** Ends what the schedule does to services: what comes of it is looked at from here on. */
  calm(): void;
  /** Sends a request and reads the whole answer. No answer within the limit fails the check. */
  request(to: Instance | Address, line: string, options?: RequestOptions): Promise<Reply>;
  /** The same where it may go wrong: gives what came of it. */
  attempt(to: Instance | Address, line: string, options?: RequestOptions): Promise<Reply | NoReply>;
  load(options: Omit<LoadOptions, 'signal'>): Promise<LoadReport>;
  sleep(ms: number): Promise<void>;
  /**
   * Waits until the test holds, asking again whenever something has happened; `what` ends the
   * sentence of the failed check: "… should, within 2 s, ${what}".
   */
  until(what: string, withinMs: number, test: () => boolean | Promise<boolean>): Promise<void>;
  /** What happened so far, of one type, in order. */
  events<T extends LedgerEvent['type']>(type: T): Extract<LedgerEvent, { type: T }>[];
}

/** What has become of an instance that is started again whenever it has crashed. */
export interface KeptUp {
  /** The latest that listened. */
  readonly instance: Instance;
  /** False from its end until it listens again. */
  readonly isUp: boolean;
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly port?: number | 'any';
  /** The name of its disk: left out, one of its own. */
  readonly volume?: string;
}

export interface LabOptions {
  readonly sandbox: Sandbox;
  readonly services: readonly StepService[];
  readonly random: Random;
  readonly signal: AbortSignal;
  /** Servers that stand in for the registry. */
  readonly outside: OutsideRegistries;
  /** Ends the disturbances of a schedule; does nothing where there are none. */
  readonly calm: () => void;
}

/** Null for an instance that ended before it listened, as it may again; other failed starts go on. */
function unlessEnded(error: unknown): null {
  if (error instanceof StartError && (error.code === 'exited' || error.code === 'threw'))
    return null;
  throw error;
}

/** How often `until` asks again while nothing happens, in milliseconds. */
const ASK_AGAIN_MS = 50;

export function createLab(options: LabOptions): Lab {
  const { sandbox, services, random, signal, outside, calm } = options;
  const { clock, ledger } = sandbox;
  const specs = new Map<string, ServiceSpec>();
  const isLive = sandbox.info.kind !== 'simulated';
  const startTimeoutMs = isLive ? START_LIMITS_MS.live : START_LIMITS_MS.simulated;

  async function launch(spec: ServiceSpec): Promise<Instance> {
    const instance = await sandbox.start(spec, signal);
    const { port } = instance.addresses[0] ?? { port: 0 };
    specs.set(instance.id, { ...spec, port });
    return instance;
  }

  async function again(instance: Instance): Promise<Instance> {
    const spec = specs.get(instance.id);
    if (spec === undefined)
      throw new Error(`lab.restart: ${instance.id} was not started by the lab.`);
    return launch(spec);
  }

  /** Started again, it must find its own disk, whoever else has been started since. */
  const counts = new Map<string, number>();
  function newVolume(service: string): string {
    const count = (counts.get(service) ?? 0) + 1;
    counts.set(service, count);
    return `${service}-${count}`;
  }

  const lab: Lab = {
    random,
    isLive,
    nowMs: () => clock.nowMs(),

    start(name, { env = {}, port = 'any', volume = newVolume(name) } = {}) {
      const service = services.find((one) => one.name === name);
      if (service === undefined) {
        const known = services.map((one) => one.name).join(', ');
        throw new Error(`lab.start: this step has no service "${name}"; it has ${known}.`);
      }
      return launch({
        service: name,
        entry: service.entry,
        port,
        env,
        volume,
        startTimeoutMs,
      });
    },

    async registry(asked = {}) {
      const given = { startTimeoutMs, ...asked, outside, volume: newVolume('registry') };
      const registry = await startRegistry(sandbox, given, signal);
      if (registry.own !== null) specs.set(registry.own.instance.id, registry.own.spec);
      return labRegistry(registry, sandbox, signal);
    },

    async restart(instance) {
      await instance.signal('SIGKILL');
      await instance.exited;
      return again(instance);
    },

    keepUp(instance, restartAfterMs) {
      const kept = { instance, isUp: true };
      async function keep(): Promise<void> {
        for (;;) {
          await kept.instance.exited;
          kept.isUp = false;
          await clock.sleep(restartAfterMs, signal);
          const next = await again(instance).catch(unlessEnded);
          if (next !== null) Object.assign(kept, { instance: next, isUp: true });
        }
      }
      // The run is over, or it cannot start: whoever needs it will say so.
      keep().catch(() => undefined);
      return kept;
    },

    signal: (instance, name) => instance.signal(name),
    crashAt: (instance, point) => instance.crashAt(point),
    calm,
    faults: (...faults) => sandbox.network.set(faults),

    async request(to, line, options = {}) {
      const reply = await send(sandbox, to, line, options, signal);
      if (reply.status === null) throw await unanswered(sandbox, to, reply, signal);
      return reply;
    },

    attempt: (to, line, options = {}) => send(sandbox, to, line, options, signal),
    load: (options) => runLoad(sandbox, { ...options, signal }),
    sleep: (ms) => clock.sleep(ms, signal),

    async until(what, withinMs, test) {
      const limit = deadline(clock, withinMs, signal);
      try {
        while (!(await test())) {
          if (limit.isLate) {
            const seen = ledger.read().at(-1)?.seq ?? null;
            throw new ExpectationFailed(`Within ${withinMs / 1000} s ${what}.`, seen);
          }
          await clock.sleep(ASK_AGAIN_MS, signal);
        }
      } finally {
        limit.clear();
      }
    },

    events: (type) =>
      ledger.read().filter((event): event is Extract<LedgerEvent, { type: typeof type }> => {
        return event.type === type;
      }),
  };
  return { ...lab, ...untilEnded(lab, signal) };
}

/**
 * Once the run has been ended nobody is answered any more. What a scenario has begun and does not
 * wait for stops there: its errors would be nobody's, and end the thread.
 */
function untilEnded(lab: Lab, signal: AbortSignal) {
  const answered =
    <A extends unknown[], T>(act: (...args: A) => Promise<T>) =>
    (...args: A): Promise<T> =>
      new Promise((resolve, reject) => {
        act(...args).then(
          (value) => {
            if (!signal.aborted) resolve(value);
          },
          (error) => {
            if (!signal.aborted) reject(error);
          },
        );
      });
  return {
    start: answered(lab.start),
    registry: answered(lab.registry),
    restart: answered(lab.restart),
    signal: answered(lab.signal),
    crashAt: answered(lab.crashAt),
    faults: answered(lab.faults),
    request: answered(lab.request),
    attempt: later(answered(lab.attempt)),
    load: later(answered(lab.load)),
    sleep: answered(lab.sleep),
    until: answered(lab.until),
  };
}

/** A scenario awaits it when it likes: the end of a run before that is no error of nobody's. */
function later<A extends unknown[], T>(act: (...args: A) => Promise<T>) {
  return (...args: A): Promise<T> => {
    const promise = act(...args);
    promise.catch(() => {});
    return promise;
  };
}
