import { type Exit, type Instance, type Sandbox, stop } from '../../../runtime/sandbox/index.ts';
import { normalise } from './normalise.ts';
import type { Observation, Plan, PlannedBehaviour, Program } from './plan.ts';

/**
 * Limits end what hangs. They are far above what anything takes, even on a machine that is busy with
 * other tests, so that none of them decides what is seen.
 */
const BOOT_LIMIT_MS = 60_000;
const START_LIMIT_MS = 60_000;
const END_LIMIT_MS = 20_000;
/** The program itself gives up earlier: this ends one that cannot even do that. */
const ANSWER_LIMIT_MS = 30_000;

/** Instances at work at the same time: what waits in one lets another go on. */
const WORKERS = 4;

/** Runs the whole plan in one sandbox, which it boots and disposes of. Speaks to it as any user would. */
export async function observe(
  sandbox: Sandbox,
  plan: Plan,
  onObserved: (observation: Observation) => void = () => {},
): Promise<readonly Observation[]> {
  const { signal } = new AbortController();
  try {
    await sandbox.boot({ signal, timeoutMs: BOOT_LIMIT_MS, onStage: () => {} });
    await sandbox.sync(plan.files);
    const observations: Observation[] = [];
    const jobs = plan.programs.flatMap((program) => jobsOf(sandbox, program));
    const work = async (): Promise<void> => {
      for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
        await job((observation) => {
          observations.push(observation);
          onObserved(observation);
        });
      }
    };
    await Promise.all(Array.from({ length: WORKERS }, work));
    return observations;
  } finally {
    await sandbox.dispose();
  }
}

type Tell = (observation: Observation) => void;
type Job = (tell: Tell) => Promise<void>;

/** One job for all behaviours that share a process, and one for each that ends its own. */
function jobsOf(sandbox: Sandbox, program: Program): Job[] {
  const shared = program.behaviours.filter(({ process }) => process.kind === 'shared');
  const own = program.behaviours.filter(({ process }) => process.kind === 'own');
  const jobs: Job[] = own.map((behaviour) => async (tell) => {
    tell(await observeProcess(sandbox, program, behaviour));
  });
  if (shared.length > 0) jobs.unshift((tell) => observeShared(sandbox, program, shared, tell));
  return jobs;
}

/** Asks one instance for one behaviour after the other; one that dies or hangs is replaced. */
async function observeShared(
  sandbox: Sandbox,
  program: Program,
  behaviours: readonly PlannedBehaviour[],
  tell: Tell,
): Promise<void> {
  let instance: Instance | null = null;
  for (const { name } of behaviours) {
    try {
      instance ??= await start(sandbox, program);
      tell({ name, ran: true, lines: await ask(sandbox, instance, name) });
    } catch (error) {
      const output = instance === null ? [] : printed(sandbox, instance);
      tell({ name, ran: false, reason: [told(error), ...output].join('\n') });
      await instance?.signal('SIGKILL');
      instance = null;
    }
  }
  if (instance !== null) await stop(instance, sandbox.clock, 0);
}

async function ask(sandbox: Sandbox, instance: Instance, name: string): Promise<string[]> {
  const request = new Request(`http://program/run?name=${encodeURIComponent(name)}`);
  const asked = sandbox.fetch(instance, request).then((response) => response.json());
  const answer = await within(sandbox, ANSWER_LIMIT_MS, asked);
  if (answer === LATE) throw new Error(`nothing within ${ANSWER_LIMIT_MS} ms`);
  // A line that was printed may itself hold line breaks.
  return (answer as string[]).flatMap((line) => line.split('\n'));
}

/** The output and the exit of a process of its own. */
async function observeProcess(
  sandbox: Sandbox,
  program: Program,
  { name, process }: PlannedBehaviour,
): Promise<Observation> {
  try {
    const instance = await start(sandbox, program);
    await ask(sandbox, instance, name);
    if (process.kind === 'own' && process.signal !== null) {
      await within(sandbox, END_LIMIT_MS, ready(sandbox, instance));
      await instance.signal(process.signal);
    }
    const exit = await within(sandbox, END_LIMIT_MS, instance.exited);
    if (exit === LATE) {
      await instance.signal('SIGKILL');
      await instance.exited;
    }
    const ending = exit === LATE ? `did not end within ${END_LIMIT_MS} ms` : exitLine(exit);
    return { name, ran: true, lines: [...printed(sandbox, instance), ending] };
  } catch (error) {
    return { name, ran: false, reason: told(error) };
  }
}

function start(sandbox: Sandbox, { service, entry }: Program): Promise<Instance> {
  const spec = { service, entry, port: 'any', env: {}, startTimeoutMs: START_LIMIT_MS } as const;
  return sandbox.start(spec, new AbortController().signal);
}

/** Resolves when the instance has printed `ready`, or has exited without a word. */
async function ready(sandbox: Sandbox, instance: Instance): Promise<void> {
  const over = new AbortController();
  void instance.exited.then(() => over.abort());
  await sandbox.ledger
    .next((event): event is typeof event => {
      return event.type === 'output' && event.instance === instance.id && /ready/.test(event.text);
    }, over.signal)
    .catch(() => undefined);
}

function printed(sandbox: Sandbox, instance: Instance): readonly string[] {
  const on = (stream: 'stdout' | 'stderr'): string =>
    sandbox.ledger
      .read()
      .flatMap((event) =>
        event.type === 'output' && event.instance === instance.id && event.stream === stream
          ? [event.text]
          : [],
      )
      .join('');
  return [
    ...normalise(on('stdout')).map((line) => `stdout | ${line}`),
    ...normalise(on('stderr')).map((line) => `stderr | ${line}`),
  ];
}

function exitLine(exit: Exit): string {
  return exit.by === 'code' ? `exit code ${exit.code}` : `ended by ${exit.signal}`;
}

const LATE: unique symbol = Symbol('late');

async function within<T>(
  { clock }: Sandbox,
  limitMs: number,
  promise: Promise<T>,
): Promise<T | typeof LATE> {
  const over = new AbortController();
  const late = clock.sleep(limitMs, over.signal).then(isLate, isLate);
  try {
    return await Promise.race([promise, late]);
  } finally {
    over.abort();
  }
}

function isLate(): typeof LATE {
  return LATE;
}

function told(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
