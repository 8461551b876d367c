import { defineBrowserProvider } from '@vitest/browser';
import type { BrowserProvider, BrowserProviderOption, TestProject } from 'vitest/node';
import type { EngineName } from './installed.ts';
import { type Launched, launch } from './launch.ts';

/** Lets Vitest run tests in a browser that is merely opened: the tests' page reports by itself. */
export function opened(): BrowserProviderOption {
  return defineBrowserProvider({
    name: 'opened',
    supportedBrowser: ['firefox', 'webkit'],
    providerFactory: (project) => new OpenedBrowser(project),
  });
}

class OpenedBrowser implements BrowserProvider {
  readonly name = 'opened';
  readonly supportsParallelism = false;
  readonly #project: TestProject;
  readonly #open: Launched[] = [];
  #closing = false;

  constructor(project: TestProject) {
    this.#project = project;
  }

  getCommandsContext(): Record<string, unknown> {
    return {};
  }

  async openPage(_session: string, url: string): Promise<void> {
    const engine = this.#project.config.browser.name as EngineName;
    const browser = await launch(engine, url);
    this.#open.push(browser);
    void browser.died.then((words) => {
      if (this.#closing) return;
      // Nobody would report for the page any more: the run must fail, and not wait.
      console.error(`${engine} ended by itself.\n${words}`);
      process.exit(1);
    });
  }

  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all(this.#open.splice(0).map((browser) => browser.close()));
  }
}
