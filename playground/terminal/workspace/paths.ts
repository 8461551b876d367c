import { join } from 'node:path';

/** Where things are in a workspace. All paths are absolute. */
export interface WorkspacePaths {
  /** The folder that the learner edits. */
  readonly dir: string;
  /** What Brownout keeps beside the learner's files. */
  readonly hidden: string;
  readonly progress: string;
  /** The work on the step whose files are in the workspace now. */
  readonly work: string;
  /** The work on another step, put away when the learner went on. */
  leftWork(stepId: string): string;
  readonly lock: string;
  readonly copies: string;
  /** The picture of a run that was replayed. */
  picture(token: string): string;
}

const HIDDEN_FOLDER = '.brownout';

export function workspacePaths(dir: string): WorkspacePaths {
  const hidden = join(dir, HIDDEN_FOLDER);
  return {
    dir,
    hidden,
    progress: join(hidden, 'progress.json'),
    work: join(hidden, 'work.json'),
    leftWork: (stepId) => join(hidden, 'work', `${stepId}.json`),
    lock: join(hidden, 'lock'),
    copies: join(hidden, 'copies'),
    picture: (token) => join(hidden, 'runs', `${token}.svg`),
  };
}
