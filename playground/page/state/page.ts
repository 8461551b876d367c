import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Sandbox } from '../../../runtime/sandbox/index.ts';
import type { PageData } from '../page-data.ts';
import { sameFiles, type TextStore } from '../storage/index.ts';
import { announcements } from './announcements.ts';
import { type Check, type Checks, createCheck } from './check.ts';
import { createNotices, type Notice, type Notices } from './notices.ts';
import { type Primary, primaryAction } from './primary.ts';
import { createRequestConsole, type RequestConsole } from './request-console.ts';
import { createRunner, type Runner } from './runner.ts';
import { PAGE_SANDBOXES, type SandboxChoice } from './sandbox-choice.ts';
import { createStudy, type Study } from './study.ts';
import { createWork, type Work } from './work.ts';

/** Everything that the page shows, and all that the learner can do to it. */
export interface Page {
  readonly data: PageData;
  readonly notices: Notices;
  readonly work: Work;
  readonly study: Study;
  readonly choice: SandboxChoice;
  readonly runner: Runner;
  readonly requests: RequestConsole;
  readonly check: Check;
  readonly primary: ReadonlySignal<Primary>;
  /** What has just happened, for those who hear the page. */
  readonly announcement: ReadonlySignal<string>;
}

/** What the page takes from the browser, so that tests can give it something else. */
export interface PageWorld {
  readonly store: TextStore;
  readonly nowIso: () => string;
  readonly nowMs: () => number;
  readonly soon: (draw: () => void) => void;
  readonly choice: SandboxChoice;
  readonly makeSandbox: () => Promise<Sandbox>;
  readonly checks: Checks;
}

export function createPage(data: PageData, world: PageWorld): Page {
  const { step, hints } = data;
  const { store, nowIso, nowMs, makeSandbox, choice } = world;
  const notices = createNotices();
  if (choice.unknown !== null) notices.show(unknownSandbox(choice.unknown));
  const work = createWork({ step, store, notices, nowIso });
  const study = createStudy({ stepId: step.id, hintCount: hints.length, store, notices, nowIso });
  const runner = createRunner({
    step,
    files: work.files,
    makeSandbox,
    kind: choice.chosen,
    soon: world.soon,
  });
  const requests = createRequestConsole({
    first: step.tryRequest,
    port: step.services.find(({ name }) => name === step.tryRequest.service)?.port ?? 0,
    sandbox: runner.sandbox,
    nowMs,
  });
  const check = createCheck({
    files: work.files,
    checks: world.checks,
    onPassed: study.pass,
  });
  return {
    data,
    notices,
    work,
    study,
    choice,
    runner,
    requests,
    check,
    primary: createPrimary(work, runner, requests, check),
    announcement: announcements(runner, requests, check),
  };
}

function unknownSandbox(name: string): Notice {
  const there = PAGE_SANDBOXES.map((kind) => `?sandbox=${kind}`).join(' and ');
  const text = `The address asks for a sandbox "${name}", which there is not. There are ${there}.`;
  return { key: 'sandbox', text, tone: 'warning', actions: [] };
}

function createPrimary(work: Work, runner: Runner, requests: RequestConsole, check: Check) {
  const sent = signal(false);
  effect(() => {
    if (runner.run.value.state === 'running') untracked(() => (sent.value = false));
  });
  effect(() => {
    if (requests.exchange.value.state === 'answered') sent.value = true;
  });
  return computed(() => {
    const run = runner.run.value.state;
    const checking = check.current.value;
    // A live run proves too little to lead on.
    const current =
      checking.state === 'done' &&
      checking.how.kind === 'simulated' &&
      sameFiles(checking.files, work.files.value);
    return primaryAction({
      busy: run === 'starting' || run === 'stopping' || checking.state === 'running',
      running: run === 'running',
      stale: runner.stale.value,
      sent: sent.value,
      verdict: current ? checking.verdict.outcome : 'none',
    });
  });
}
