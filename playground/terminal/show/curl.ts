import type { DeclaredService, Step } from '../../../runtime/course/index.ts';

/** The step's first request as a command for the learner's shell, to its service where that runs. */
export function curlCommand(
  { tryRequest: { service, method, path, body }, services: declared }: Asked,
  services: readonly DeclaredService[] = declared,
): string {
  const port = services.find(({ name }) => name === service)?.port ?? 80;
  const words = [
    'curl',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    ...(body === '' ? [] : [`-d ${quoted(body)}`]),
    quoted(`http://localhost:${port}${path}`),
  ];
  return words.join(' ');
}

type Asked = Pick<Step, 'services' | 'tryRequest'>;

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
