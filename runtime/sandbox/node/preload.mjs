/**
 * Runs in every service before its own code and tells the sandbox, on file descriptor 3, what the
 * service cannot tell: where it listens, which port it could not have, what it threw. One JSON
 * object a line; `report.ts` has their shapes.
 *
 * A plain pipe rather than Node's own IPC, which the service would see (process.send, connected)
 * and which a pending write can keep alive.
 */
import { errorMonitor } from 'node:events';
import { writeSync } from 'node:fs';
import { Server, Socket } from 'node:net';
import process from 'node:process';
import { inspect, types } from 'node:util';

const SANDBOX_FD = 3;

function report(message) {
  try {
    // Synchronous, so that it is out before the process ends, whatever ends it.
    writeSync(SANDBOX_FD, `${JSON.stringify(message)}\n`);
  } catch {
    // The sandbox is gone, and this process ends with it: see below.
  }
}

const watched = new WeakSet();

function watch(server) {
  if (watched.has(server)) return;
  watched.add(server);
  server.on('listening', () => {
    const address = server.address();
    // A string is the path of a Unix socket: no port.
    if (address === null || typeof address === 'string') return;
    report({ type: 'listening', port: address.port, host: address.address });
  });
  // errorMonitor sees errors without counting as a handler for them.
  server.on(errorMonitor, (error) => {
    if (error.code === 'EADDRINUSE') report({ type: 'port-taken', port: error.port });
  });
}

const { listen } = Server.prototype;
Server.prototype.listen = {
  listen(...args) {
    watch(this);
    return listen.apply(this, args);
  },
}.listen;

process.on('uncaughtExceptionMonitor', (error) => {
  const prefix = types.isNativeError(error) ? '' : 'Uncaught ';
  report({ type: 'uncaught', stack: prefix + inspect(error) });
});

// Programs that the service starts shall not run this file in their turn.
process.execArgv = [];

// When the sandbox is gone nobody is left to end this process. (In an endless loop it cannot see
// that: the guardian ends it then.)
const sandbox = new Socket({ fd: SANDBOX_FD, readable: true, writable: false });
sandbox.on('close', () => process.kill(process.pid, 'SIGKILL'));
sandbox.on('error', () => {});
sandbox.resume();
sandbox.unref();
