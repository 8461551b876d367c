import type { Sandbox } from '../../runtime/sandbox/index.ts';

export interface StartFigures {
  /** From nothing to a service that listens. */
  readonly coldMs: number;
  /** From an edit to a service that listens, once for each edit. */
  readonly warmMs: readonly number[];
}

/** A learner reads for a moment between two edits. */
const BETWEEN_EDITS_MS = 150;

/** Measures one sandbox, whatever its kind, and disposes of it. */
export async function measureStarts(sandbox: Sandbox, edits: number): Promise<StartFigures> {
  const code = (greeting: string) => `import { createServer } from 'node:http';
createServer((request, response) => response.end('${greeting}')).listen(Number(process.env.PORT));
`;
  const { signal } = new AbortController();
  const beganMs = performance.now();
  await sandbox.boot({ signal, timeoutMs: 10_000, onStage: () => {} });
  const listen = async (greeting: string) => {
    await sandbox.sync({ 'hello/server.ts': code(greeting) });
    const spec = { service: 'hello', entry: 'hello/server.ts', env: {}, startTimeoutMs: 10_000 };
    return sandbox.start({ ...spec, port: 'any' }, signal);
  };
  let instance = await listen('first');
  const coldMs = performance.now() - beganMs;
  const warmMs: number[] = [];
  for (let edit = 0; edit < edits; edit++) {
    await instance.signal('SIGTERM');
    await instance.exited;
    await sandbox.clock.sleep(BETWEEN_EDITS_MS, signal);
    const editedMs = performance.now();
    instance = await listen(`edit ${edit}`);
    warmMs.push(performance.now() - editedMs);
  }
  await sandbox.dispose();
  return { coldMs, warmMs };
}
