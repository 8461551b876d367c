import { CourseError } from './error.ts';
import type { DeclaredService, TryRequest } from './step.ts';

const LINE = /^(?:([a-z][a-z0-9-]*) )?([A-Z]+) (\/\S*)(?: (.+))?$/;

/**
 * Reads `GET /users/1`, `POST /orders {"user":1}`, `users GET /healthz`. A request that names no
 * service goes to the one that its path begins with; else to the one in whose folder the learner
 * edits first; else to the first.
 */
export function readTry(
  file: string,
  line: string,
  services: readonly DeclaredService[],
  edited = '',
): TryRequest {
  const match = LINE.exec(line);
  if (match === null)
    throw new CourseError(
      file,
      `try: "${line}" should look like "GET /path", with the service before it and a body behind it where they are needed.`,
    );
  const [, named, method = '', path = '', body = ''] = match;
  const service = named ?? serviceMeant(services, path, edited);
  if (!services.some(({ name }) => name === service)) {
    const known = services.map(({ name }) => name).join(', ');
    throw new CourseError(file, `try: "${line}" is for ${service}, but there are ${known}.`);
  }
  return { service, method, path, body };
}

function serviceMeant(services: readonly DeclaredService[], path: string, edited: string): string {
  const [, segment] = path.split(/[/?]/);
  const folderOf = (file: string) => file.slice(0, file.lastIndexOf('/') + 1);
  const found =
    services.find(({ name }) => name === segment) ??
    services.find(({ entry }) => folderOf(entry) === folderOf(edited)) ??
    services[0];
  return found?.name ?? '';
}
