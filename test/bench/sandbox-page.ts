/** The page that the figures are taken in: the sandbox, and nothing beside it. */
import { createBrowserSandbox } from '../../runtime/sandbox/browser/index.ts';

export interface StartFigures {
  /** From nothing to a service that listens. */
  readonly coldMs: number;
  /** From an edit to a service that listens, once for each edit. */
  readonly warmMs: readonly number[];
}

declare global {
  interface Window {
    measureStarts(edits: number): Promise<StartFigures>;
  }
}

window.measureStarts = measureStarts;

async function measureStarts(edits: number): Promise<StartFigures> {
  const code = (greeting: string) => `import { createServer } from 'node:http';
createServer((request, response) => response.end('${greeting}')).listen(Number(process.env.PORT));
`;
  const { signal } = new AbortController();
  const beganMs = performance.now();
  const sandbox = createBrowserSandbox();
  await sandbox.boot({ signal, timeoutMs: 10_000, onStage: () => {} });
  const listen = async (greeting: string) => {
    await sandbox.sync({ 'hello/server.ts': code(greeting) });
    const spec = { service: 'hello', entry: 'hello/server.ts', env: {}, startTimeoutMs: 10_000 };
    return sandbox.start({ ...spec, port: 4000 }, signal);
  };
  let instance = await listen('first');
  const coldMs = performance.now() - beganMs;
  const warmMs: number[] = [];
  for (let edit = 0; edit < edits; edit++) {
    await instance.signal('SIGTERM');
    await instance.exited;
    // A learner reads for a moment between two edits; the next worker starts meanwhile.
    await sandbox.clock.sleep(150, signal);
    const editedMs = performance.now();
    instance = await listen(`edit ${edit}`);
    warmMs.push(performance.now() - editedMs);
  }
  await sandbox.dispose();
  return { coldMs, warmMs };
}
