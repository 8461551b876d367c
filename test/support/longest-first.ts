import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Small files that take long: they run one suite again on another sandbox, or start many processes. */
const LONG = /\/test\/(?:contract|course|conformance|terminal)\//;

/**
 * On a fresh machine Vitest knows files by their size alone and begins with the largest. What takes
 * longest comes first here: begun last, one such file would be waited for by all the rest.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
