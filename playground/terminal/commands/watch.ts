import { join } from 'node:path';
import process from 'node:process';
import type { Step } from '../../../runtime/course/step.ts';
import { type Context, shownPath } from '../context.ts';
import { EXIT } from '../errors.ts';
import { Interrupted } from '../interrupted.ts';
import type { PlayedHere } from '../live-services.ts';
import { registryPlaces } from '../registry-places.ts';
import { servicesAt } from '../service-ports.ts';
import { introLines } from '../show/intro.ts';
import { holdStep, stepToOpen } from '../workspace/current.ts';
import type { OpenedStep } from '../workspace/open-step.ts';
import { isBegun } from '../workspace/step-files.ts';

/**
 * Opens the learner's step, runs it, and checks it at every save, until they leave or go on to the
 * next step. The workspace is held all the while.
 */
export async function watch(context: Context, port: number | null): Promise<number> {
  let step: Step | null = await stepToOpen(context);
  while (step !== null) {
    const chosen: Step = step;
    const { opened, lock } = await holdStep(context, async () => chosen);
    process.once('exit', lock.release);
    try {
      const { registry } = chosen;
      const services = servicesAt(chosen.services, port);
      const places = await registryPlaces(registry, process.env);
      const played = { registry, services, places };
      showIntro(context, opened, played);
      // The compiler and the sandbox take a moment to load: the learner reads meanwhile.
      const { WatchSession } = await import('../watch-session.ts');
      step = await WatchSession.run(context, opened, played);
    } finally {
      lock.release();
      process.off('exit', lock.release);
    }
  }
  const { leaving } = context;
  // Ctrl-C is how one leaves a program that watches, so it is no failure.
  const reason: unknown = leaving.reason;
  return reason instanceof Interrupted && reason.signal !== 'SIGINT'
    ? reason.exitCode
    : EXIT.passed;
}

function showIntro(context: Context, opened: OpenedStep, played: PlayedHere): void {
  const { screen, paths } = context;
  const shown = (path: string) => shownPath(context, join(paths.dir, path));
  const { width, style } = screen;
  const begun = isBegun(opened.step, opened.files);
  screen.say(...introLines({ opened, isBegun: begun, played, shown, width, style }));
  screen.wait('Starting …');
}
