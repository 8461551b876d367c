import { resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { type Invocation, parseArguments } from './arguments.ts';
import type { Context } from './context.ts';
import { EXIT } from './errors.ts';
import { explain } from './explain.ts';
import { Interrupted, leavingSignal } from './interrupted.ts';
import { Keys } from './keys.ts';
import { Screen } from './show/screen.ts';
import { typedFor } from './typed.ts';
import { workspacePaths } from './workspace/paths.ts';
import { refuseFile } from './workspace/prepare.ts';

const PROJECT_DIR = fileURLToPath(new URL('../../', import.meta.url));

/** Runs one command and returns the exit code. Nothing it started is left when it resolves. */
export async function main(argv: readonly string[]): Promise<number> {
  const screen = new Screen(process.stdout, process.env);
  const leaving = leavingSignal();
  endQuietlyWithoutReader();
  try {
    const invocation = parseArguments(argv);
    return await run(invocation, screen, leaving);
  } catch (error) {
    screen.wait('');
    if (leaving.reason instanceof Interrupted) return leaving.reason.exitCode;
    const complaint = new Screen(process.stderr, process.env);
    const { message, hint, details } = explain(error);
    complaint.tell(complaint.style.failed(message));
    if (hint !== '') complaint.tell(hint);
    if (details !== '') complaint.say(details);
    return EXIT.refused;
  }
}

async function run(
  { command, workspace }: Invocation,
  screen: Screen,
  leaving: AbortSignal,
): Promise<number> {
  if (command.name === 'help') {
    const { helpLines } = await import('./show/help.ts');
    screen.say(...helpLines(screen.width, screen.style));
    return EXIT.passed;
  }
  const context = await openContext(workspace, screen, leaving);
  switch (command.name) {
    case 'watch':
      return (await import('./commands/watch.ts')).watch(context, command.port);
    case 'check':
      return (await import('./commands/check.ts')).check(context, command.live);
    case 'replay':
      return (await import('./commands/replay.ts')).replay(context, command.token);
    case 'hint':
      return (await import('./commands/hint.ts')).hint(context);
    case 'solution':
      return (await import('./commands/solution.ts')).solution(context, command);
    case 'reset':
      return (await import('./commands/reset.ts')).reset(context, command);
    case 'list':
      return (await import('./commands/list.ts')).list(context);
    case 'next':
      return (await import('./commands/go.ts')).next(context);
    case 'goto':
      return (await import('./commands/go.ts')).goto(context, command.step);
  }
}

async function openContext(
  workspace: string | null,
  screen: Screen,
  leaving: AbortSignal,
): Promise<Context> {
  const { readCourse } = await import('../../runtime/course/read.ts');
  const { env } = process;
  // npm runs us in the project's folder and says in INIT_CWD where the learner is.
  const fromDir = env.INIT_CWD ?? process.cwd();
  const asked = workspace ?? env.BROWNOUT_WORKSPACE;
  const dir = asked ? resolve(fromDir, asked) : resolve(PROJECT_DIR, 'workspace');
  // Authors try out a course of their own with BROWNOUT_LESSONS.
  const lessonsDir = resolve(fromDir, env.BROWNOUT_LESSONS ?? resolve(PROJECT_DIR, 'lessons'));
  const paths = workspacePaths(dir);
  await refuseFile(paths);
  const course = await readCourse(lessonsDir);
  const keys = new Keys(process.stdin);
  const typed = typedFor(workspace);
  return { screen, keys, paths, lessonsDir, course, fromDir, typed, leaving };
}

/** `npm run lesson -- list | head -1` closes the pipe early; that is no error of ours. */
function endQuietlyWithoutReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.passed);
    throw error;
  });
}
