import type { Lab } from './lab.ts';

/** A step's check: a program over a lab. */
export interface Scenario {
  readonly name: string;
  /** How many schedules a check tries in the simulator. */
  readonly schedules: number;
  readonly allowed: Allowed;
  readonly live: Live;
  /** Resolves with the sentence that a passed verdict says; throws when an expectation fails. */
  readonly run: (lab: Lab) => Promise<string>;
}

/**
 * What schedules may do to services besides what they always vary: how long messages take, in which
 * order what is concurrent comes, how late timers are. Each names the services that it may strike;
 * none are left out where it is null.
 */
export interface Allowed {
  /** A service stands still for up to so long, as in a long garbage collection. */
  readonly pauses: { readonly of: readonly string[]; readonly longestMs: number } | null;
  /** A service crashes, as by SIGKILL. Who starts it again is the scenario's to say. */
  readonly crashes: { readonly of: readonly string[] } | null;
  /** A service crashes, and its disk keeps what was fsynced. */
  readonly powerLosses: { readonly of: readonly string[] } | null;
  /** Requests that a service sends are lost, or their replies, or they arrive twice. */
  readonly losses: {
    readonly of: readonly string[];
    readonly kinds: readonly ('lost-request' | 'lost-reply' | 'duplicate')[];
  } | null;
  /** How many of these one schedule may do. */
  readonly atMost: number;
}

/** How a scenario runs on real processes, on real time. */
export interface Live {
  /** What a live run does not judge, each a sentence for the learner. */
  readonly leavesOut: readonly string[];
}

export interface ScenarioOptions {
  readonly schedules?: number;
  readonly allowed?: Partial<Allowed>;
  readonly live?: Live;
}

const NOTHING: Allowed = {
  pauses: null,
  crashes: null,
  powerLosses: null,
  losses: null,
  atMost: 3,
};

/** Enough for what depends on no rare order of things. */
const DEFAULT_SCHEDULES = 20;

/**
 * @example
 * export default scenario('greets by name', async (lab) => {
 *   const hello = await lab.start('hello');
 *   expectReply(await lab.request(hello, 'GET /hello?name=Ada')).hasStatus(200).hasText('Hello, Ada!');
 *   return '1 name greeted.';
 * });
 */
export function scenario(name: string, run: Scenario['run']): Scenario;
export function scenario(name: string, options: ScenarioOptions, run: Scenario['run']): Scenario;
export function scenario(
  name: string,
  ...rest: [Scenario['run']] | [ScenarioOptions, Scenario['run']]
): Scenario {
  const [options, run] = rest.length === 1 ? [{}, rest[0]] : rest;
  const { schedules = DEFAULT_SCHEDULES, allowed = {}, live = { leavesOut: [] } } = options;
  return { name, schedules, allowed: { ...NOTHING, ...allowed }, live, run };
}
