import { CourseError } from './error.ts';
import type { DeclaredService, TryRequest } from './step.ts';

const LINE = /^(?:([a-z][a-z0-9-]*) )?([A-Z]+) (\/\S*)(?: (.+))?$/;

/**
 * Reads `GET /users/1`, `POST /orders {"user":1}`, `users GET /users/1`. A request that names no
 * service goes to the one in whose folder the learner edits first; to the first where none is there.
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
  const service = named ?? serviceEdited(services, edited);
  if (!services.some(({ name }) => name === service)) {
    const known = services.map(({ name }) => name).join(', ');
    throw new CourseError(file, `try: "${line}" is for ${service}, but there are ${known}.`);
  }
  return { service, method, path, body };
}

function serviceEdited(services: readonly DeclaredService[], edited: string): string {
  const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);
  const found = services.find(({ entry }) => folderOf(entry) === folderOf(edited));
  return (found ?? services[0])?.name ?? '';
}
