import type { Files } from '../../runtime/compile/types.ts';
import type { Sandbox } from '../../runtime/sandbox/index.ts';
import type { Checker, CheckResult } from '../../runtime/scenario/checker/index.ts';
import type { Scenario } from '../../runtime/scenario/index.ts';
import type { PageStep } from './page-data.ts';
import type { Checks, CheckWatch, SandboxChoice } from './state/index.ts';

const LIVE_CHECKS = import.meta.glob<{ default: Scenario }>('/lessons/*/*/check.ts');

/** Checks of a step in this page. The frame for the simulator is kept from one check to the next. */
export function createChecks(
  step: PageStep,
  choice: SandboxChoice,
  makeSandbox: () => Promise<Sandbox>,
): Checks {
  let opened: Promise<Checker> | null = null;

  async function open(): Promise<Checker> {
    const { Checker } = await import('../../runtime/scenario/checker/index.ts');
    const { frames } = await import('../../runtime/scenario/checker/browser/index.ts');
    return new Checker(frames());
  }

  /** In search of a schedule that fails, or by the one that the token names. */
  async function check(
    files: Files,
    token: string | null,
    { signal, onProgress }: CheckWatch,
  ): Promise<CheckResult> {
    const { loadCheck } = await import('../../runtime/scenario/checker/browser/index.ts');
    opened ??= open();
    // The next check tries again: meanwhile the site may be reached.
    opened.catch(() => {
      opened = null;
    });
    const [checker, loaded] = await Promise.all([opened, loadCheck(step.folder)]);
    signal.throwIfAborted();
    onProgress('Starting the simulator');
    return checker.check(
      { check: loaded, services: step.services, files, token },
      {
        signal,
        onProgress: (tried, of) => onProgress(`Schedule ${Math.min(tried + 1, of)} of ${of}`),
      },
    );
  }

  return {
    simulate: async (files, watch) => (await check(files, null, watch)).verdict,
    replay: check,

    async live(files, { signal, onProgress }) {
      const load = LIVE_CHECKS[`/lessons/${step.folder}/check.ts`];
      if (load === undefined) throw new Error(`There is no check for ${step.folder} in this site.`);
      const [{ runCheck }, { default: scenario }] = await Promise.all([
        import('../../runtime/scenario/index.ts'),
        load(),
      ]);
      signal.throwIfAborted();
      const where = choice.chosen.value;
      const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
      const options = { sandbox: makeSandbox, step, files, signal, seed, onProgress };
      const { leavesOut } = scenario.live;
      return { verdict: await runCheck(scenario, options), where, leavesOut };
    },
  };
}
