import { inspect } from 'node-inspect-extracted';

export type FailureType =
  /** The test's own code threw or rejected. */
  | 'testCodeFailure'
  | 'hookFailed'
  | 'testTimeoutFailure'
  | 'subtestsFailed'
  | 'cancelledByParent'
  | 'parentAlreadyFinished'
  | 'callbackAndPromisePresent'
  | 'multipleCallbackInvocations'
  | 'testAborted'
  | 'uncaughtException'
  | 'unhandledRejection';

/** Why a test failed. Its cause is what was thrown, where something was. */
export class TestFailure extends Error {
  readonly code = 'ERR_TEST_FAILURE';
  readonly failureType: FailureType;

  constructor(cause: unknown, failureType: FailureType) {
    const said = (cause as { message?: unknown } | null | undefined)?.message ?? cause;
    super(typeof said === 'string' ? said : inspect(said), { cause });
    this.failureType = failureType;
  }
}

const OF_THE_PROGRAM: ReadonlySet<FailureType> = new Set([
  'testCodeFailure',
  'hookFailed',
  'testAborted',
  'uncaughtException',
  'unhandledRejection',
]);

/** Whether the report shows what the program threw, rather than the failure itself. */
export function isOfTheProgram({ failureType }: TestFailure): boolean {
  return OF_THE_PROGRAM.has(failureType);
}

export function asFailure(error: unknown): TestFailure {
  return error instanceof TestFailure ? error : new TestFailure(error, 'testCodeFailure');
}
