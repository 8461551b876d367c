import type { Step } from '../../../runtime/course/index.ts';

/** The step's first request as a command for the learner's shell. */
export function curlCommand(
  { services, tryRequest: { method, path } }: Pick<Step, 'services' | 'tryRequest'>,
  port = services[0]?.port ?? 80,
): string {
  const url = `http://localhost:${port}${path}`;
  const quoted = `'${url.replaceAll("'", "'\\''")}'`;
  return method === 'GET' ? `curl ${quoted}` : `curl -X ${method} ${quoted}`;
}
