import type { Reporter, TestModule } from 'vitest/node';
import { ENGINES } from './installed.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Names of the tests that this engine is excused from, with their reasons. */
  readonly excused: string[];
}

/** Prints plain counts for each engine. A run in which an engine ran nothing has not passed. */
export class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const engine of ENGINES) {
      const own = modules.filter(({ project }) => project.name === engine);
      const { passed, failed, skipped, excused } = count(own);
      const broken = own.filter((module) => module.errors().length > 0).length;
      console.log(`${engine}: ${passed} passed, ${failed + broken} failed, ${skipped} skipped`);
      for (const name of excused) console.log(`  skipped: ${name}`);
      if (passed > 0 && failed + broken === 0) continue;
      if (passed === 0) console.log(`${engine} has passed no test, so this run has failed.`);
      process.exitCode = 1;
    }
  }
}

function count(modules: readonly TestModule[]): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0, excused: [] };
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') counts.passed++;
      else if (state === 'skipped') {
        counts.skipped++;
        if (test.name.includes('(not here: ')) counts.excused.push(test.name);
      }
      // A test that never ended has not passed either.
      else counts.failed++;
    }
  }
  return counts;
}
