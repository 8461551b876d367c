import { CourseError } from '../../runtime/course/error.ts';
import { SandboxError, StartError } from '../../runtime/sandbox/errors.ts';
import { REGISTRY_SERVICE } from '../../runtime/sandbox/registry/entry.ts';
import { CheckerError } from '../../runtime/scenario/checker/error.ts';
import { CommandError } from './errors.ts';

export interface Explanation {
  readonly message: string;
  /** What to do next; may be empty. */
  readonly hint: string;
  /** Lines for whoever mends Brownout; empty but for bugs. */
  readonly details: string;
}

/** What an error says to the learner. One that nobody foresaw shows its stack: it is a bug. */
export function explain(error: unknown): Explanation {
  if (error instanceof StartError && error.failure.code === 'port-in-use') {
    const choice =
      error.service === REGISTRY_SERVICE
        ? 'Or run `npm run lesson` again: it finds the registry another port.'
        : `Another port: \`npm run lesson -- --port ${error.failure.port + 1}\`.`;
    return { message: error.message, hint: `${error.hint} ${choice}`.trim(), details: '' };
  }
  if (
    error instanceof CommandError ||
    error instanceof CheckerError ||
    error instanceof SandboxError ||
    error instanceof StartError
  ) {
    return { message: error.message, hint: error.hint, details: '' };
  }
  if (error instanceof CourseError) return { message: error.message, hint: '', details: '' };
  return fileSystemProblem(error) ?? bug(error);
}

const FILE_PROBLEMS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left, or no watch left',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENOENT: 'no such file or folder',
  EEXIST: 'something else is there already',
  EISDIR: 'it is a folder, not a file',
  ELOOP: 'its links go round in a circle',
  ENAMETOOLONG: 'the path is too long',
  EMFILE: 'too many files are open',
};

function fileSystemProblem(error: unknown): Explanation | null {
  const { code, path, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  const problem = FILE_PROBLEMS[code ?? ''];
  if (problem === undefined || path === undefined) return null;
  return {
    message: `${path} cannot be used: ${problem} (${code}, ${syscall}).`,
    hint: 'Mend that, or choose another folder with --workspace DIR.',
    details: '',
  };
}

function bug(error: unknown): Explanation {
  return {
    message: `Brownout failed: ${error}`,
    hint: 'This is a bug in Brownout, not in your code.',
    details: (error instanceof Error && error.stack) || '',
  };
}
