import type { ComparedKind } from './runner/kinds.ts';

/** A behaviour that is known to print something else than under Node. */
export interface KnownDifference {
  /** The behaviour's full name: `http server/HEAD sends no body`. */
  readonly behaviour: string;
  readonly kinds: readonly ComparedKind[];
  /** Why it differs, and why that is right or cannot be helped. */
  readonly reason: string;
}

/** The kinds whose Node API is runtime/process. */
const OUR_OWN = ['browser', 'simulated'] as const;

const NO_ENGINE_TELLS = 'Code can look into it only from within an engine, which Node does.';
const NO_PLACE =
  'A value that is no Error carries no place, and no engine but Node tells where it was thrown. ' +
  'The message says so, and what to throw instead.';

const STEPS =
  'Simulated code counts its steps, so that it can be ended when it runs on without end, and the ' +
  'text of a function shows where.';

/**
 * All that is known to differ from Node. `npm run conformance` fails when a difference is missing
 * here, and when one that stands here is no longer a difference.
 */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  { behaviour: 'errors/null and undefined can be thrown', kinds: OUR_OWN, reason: NO_PLACE },
  {
    behaviour: 'process end/a thrown value that is no error is printed',
    kinds: OUR_OWN,
    reason: NO_PLACE,
  },
  { behaviour: 'inspect/a promise shows its state', kinds: OUR_OWN, reason: NO_ENGINE_TELLS },
  {
    behaviour: 'inspect/an iterator shows what it has yet to give',
    kinds: OUR_OWN,
    reason: NO_ENGINE_TELLS,
  },
  { behaviour: 'inspect/showProxy shows a proxy as one', kinds: OUR_OWN, reason: NO_ENGINE_TELLS },
  {
    behaviour: 'structuredClone/a function cannot be cloned',
    kinds: ['simulated'],
    reason: STEPS,
  },
  {
    behaviour: 'structuredClone/what cannot be cloned',
    kinds: ['simulated'],
    reason:
      "What services share is frozen there, Object's toString too, and V8 then names an object of " +
      'its own accord in another way in this message.',
  },
  { behaviour: 'util/a function is printed by its text', kinds: ['simulated'], reason: STEPS },
  { behaviour: 'util/types.isProxy tells a proxy', kinds: OUR_OWN, reason: NO_ENGINE_TELLS },
  {
    behaviour: 'fetch failures/the socket of an error counts its bytes',
    kinds: OUR_OWN,
    reason: 'Messages cross this network whole, and not as bytes that could be counted.',
  },
  {
    behaviour: "globals/a module's name in import.meta",
    kinds: OUR_OWN,
    reason:
      'In the node sandbox a service runs from a copy without types, server.js for server.ts.',
  },
  {
    behaviour: 'process/memoryUsage and cpuUsage measure',
    kinds: OUR_OWN,
    reason:
      'No engine tells a program what it uses, and an invented figure would mislead: the call says ' +
      'to measure in the terminal.',
  },
  {
    behaviour: 'path/win32 knows the paths of Windows',
    kinds: OUR_OWN,
    reason: 'The machine is a Linux, where a service has no use for them: the import is refused.',
  },
  {
    behaviour: 'node:test/mock.timers moves time',
    kinds: OUR_OWN,
    reason: 'An experimental part of Node 20, left out: using it says so.',
  },
];
