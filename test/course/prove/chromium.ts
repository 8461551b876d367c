import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { WHOLE_STEPS_VARIABLE } from '../provide-course.ts';
import type { CheckedStep } from '../steps.ts';
import type { Result } from './result.ts';

const LIMIT_MS = 600_000;

/** The part of Vitest's JSON report that is read here. */
interface Report {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: 'passed' | 'failed' | 'skipped' | 'pending';
      readonly duration?: number;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Start, solution and what wrong answers a live run shows, in the browser sandbox. */
export async function proveInChromium(
  steps: readonly CheckedStep[],
  tell: (result: Result) => void,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'brownout-course-'));
  try {
    const reportFile = join(folder, 'report.json');
    const said = await runTests(steps, reportFile);
    const report = await readReport(reportFile, said);
    for (const { message, assertionResults } of report.testResults) {
      if (assertionResults.length === 0) throw new Error(`The tests in Chromium broke: ${message}`);
      for (const { title, status, duration = 0, failureMessages } of assertionResults) {
        if (status === 'skipped' || status === 'pending') continue;
        const what = { name: title.replace(/ live$/, ''), where: 'live in Chromium', ms: duration };
        if (status === 'passed') tell({ outcome: 'shown', ...what });
        else
          tell({
            outcome: 'broken',
            ...what,
            instead: failureMessages.map(withoutStack).join('\n'),
          });
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function withoutStack(message: string): string {
  return message.replace(/^ProofError: /, '').replace(/(?:\n\s+at .*)+$/, '');
}

async function readReport(file: string, said: string): Promise<Report> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  } catch (error) {
    throw new Error(`The tests in Chromium left no report. They said:\n${said}`, { cause: error });
  }
}

/** Runs this folder's test in Chromium; resolves with what it printed, however it ended. */
function runTests(steps: readonly CheckedStep[], reportFile: string): Promise<string> {
  const root = resolve(import.meta.dirname, '../../..');
  const args = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project',
    'chromium',
    'test/course/browser.chromium.test.ts',
    '--reporter=json',
    `--outputFile=${reportFile}`,
  ];
  const ids = steps.map(({ step }) => step.id).join(' ');
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, [WHOLE_STEPS_VARIABLE]: ids },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return new Promise((resolveEnd, reject) => {
    child.once('error', reject);
    child.once('close', () => resolveEnd(said));
  });
}
