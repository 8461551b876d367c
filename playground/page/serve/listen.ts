import type { Server } from 'node:http';

const HOST = '127.0.0.1';
const FIRST_PORT = 4173;
const PORTS_TRIED = 20;

/** The port cannot be had. The message says what to do instead. */
export class PortError extends Error {
  override readonly name = 'PortError';
}

/**
 * Listens on the port that was asked for, or on the first free one of our own when none was, and
 * returns the port. `asked` is the value of PORT. Rejects with a PortError.
 */
export async function listenForPage(server: Server, asked: string | undefined): Promise<number> {
  if (asked !== undefined && asked !== '') {
    const port = Number(asked);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new PortError(`PORT is "${asked}": it should be a number from 1 to 65535.`);
    }
    if (await listenOn(server, port)) return port;
    throw new PortError(
      `Port ${port} is in use. Set PORT to another one, or leave it out to get a free one.`,
    );
  }
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TRIED; port++) {
    if (await listenOn(server, port)) return port;
  }
  throw new PortError(
    `Ports ${FIRST_PORT} to ${FIRST_PORT + PORTS_TRIED - 1} are all in use. Set PORT to a free one.`,
  );
}

/** False when the port is taken. */
function listenOn(server: Server, port: number): Promise<boolean> {
  return new Promise((done, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      server.off('listening', listening);
      if (error.code === 'EADDRINUSE') done(false);
      else reject(new PortError(`Port ${port} cannot be opened: ${error.message}.`));
    };
    const listening = () => {
      server.off('error', failed);
      done(true);
    };
    server.once('error', failed).once('listening', listening).listen(port, HOST);
  });
}
