/**
 * Runs in every service before its own code. It tells the sandbox what the service cannot tell
 * (where it listens, which port it could not have, what it threw), and has its connections pass
 * the sandbox's network. What is said on the descriptors is in network/messages.ts.
 *
 * Plain pipes rather than Node's own IPC, which the service would see (process.send, connected)
 * and which a pending write can keep alive.
 */
import { AsyncResource } from 'node:async_hooks';
import { errorMonitor } from 'node:events';
import { readSync, writeSync } from 'node:fs';
import { Server, Socket } from 'node:net';
import { constants } from 'node:os';
import process from 'node:process';
import { inspect, types } from 'node:util';
import { isMainThread } from 'node:worker_threads';

const SANDBOX_FD = 3;
/** What is awaited with everything else standing still comes here. */
const ANSWER_FD = 4;
const LOOPBACK = '127.0.0.1';
const IPV6_ONLY = 1;

const { TCP } = process.binding('tcp_wrap');

function tell(message) {
  const line = Buffer.from(`${JSON.stringify(message)}\n`);
  // Synchronous, so that it is out before the process ends, whatever ends it.
  for (let at = 0; at < line.length; ) {
    try {
      at += writeSync(SANDBOX_FD, line, at);
    } catch (error) {
      // The sandbox is slow to read, or gone: then this process ends with it, see below.
      if (error.code !== 'EAGAIN') return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/** Nothing else happens in this process until the answer is there. */
function ask(message) {
  tell(message);
  const byte = Buffer.alloc(256);
  for (let line = ''; ; ) {
    const count = readSync(ANSWER_FD, byte);
    if (count === 0) process.kill(process.pid, 'SIGKILL');
    line += byte.toString('latin1', 0, count);
    if (line.endsWith('\n')) return JSON.parse(line);
  }
}

// Where it listens.

const watched = new WeakSet();

function watch(server) {
  if (watched.has(server)) return;
  watched.add(server);
  server.on('listening', () => {
    const address = server.address();
    // A string is the path of a Unix socket: no port.
    if (address === null || typeof address === 'string') return;
    tell({ type: 'listening', port: address.port, host: address.address });
  });
  // errorMonitor sees errors without counting as a handler for them.
  server.on(errorMonitor, (error) => {
    if (error.code === 'EADDRINUSE') tell({ type: 'port-taken', port: error.port });
  });
}

const { listen, _listen2: listenAt } = Server.prototype;
Server.prototype.listen = {
  listen(...args) {
    watch(this);
    return listen.apply(this, args);
  },
}.listen;

let lastListener = 0;

/** The sandbox takes the port; the server itself listens on another one, that nobody else is told. */
function setupListenHandle(address, port, addressType, backlog, fd, flags) {
  const isPort = !this._handle && !(fd >= 0) && addressType > 0 && port >= 0;
  const listener = ++lastListener;
  const opened =
    isPort &&
    ask({ type: 'listen', listener, host: address, port, ipv6Only: (flags & IPV6_ONLY) !== 0 });
  // Where it was refused it is refused here as well, in Node's own words.
  if (!isPort || opened.refused) {
    listenAt.call(this, address, port, addressType, backlog, fd, flags);
    return;
  }
  listenAt.call(this, LOOPBACK, 0, 4, backlog, fd, 0);
  const handle = this._handle;
  if (!handle) {
    tell({ type: 'unlisten', listener });
    return;
  }
  const own = {};
  handle.getsockname(own);
  tell({ type: 'opened', listener, port: own.port });
  const isV6 = opened.host.includes(':');
  const name = { address: opened.host, family: isV6 ? 'IPv6' : 'IPv4', port: opened.port };
  this._connectionKey = `${isV6 ? 6 : 4}:${name.address}:${name.port}`;
  handle.getsockname = (out) => Object.assign(out, name) && 0;
  whenClosed(handle, () => tell({ type: 'unlisten', listener }));
  // Those who come are seen at the address that they came to.
  const from = isV6 ? `::ffff:${LOOPBACK}` : LOOPBACK;
  const { onconnection } = handle;
  handle.onconnection = function (status, client) {
    if (client) {
      client.getsockname = (out) => Object.assign(out, name, { address: from }) && 0;
      client.getpeername = (out) => {
        const failed = TCP.prototype.getpeername.call(client, out);
        return failed || (Object.assign(out, { address: from, family: name.family }) && 0);
      };
    }
    return onconnection.call(this, status, client);
  };
}
// Threads share the descriptors, so that only one of them can have answers.
if (isMainThread) Server.prototype._listen2 = setupListenHandle;

function whenClosed(handle, closed) {
  handle.close = (...args) => {
    delete handle.close;
    closed();
    return handle.close(...args);
  };
}

// Where it connects to.

/** Connects that the sandbox was asked for, by their ids. */
const calls = new Map();
let lastCall = 0;
/** Of a call that has just failed, while the socket may turn to another address of the same name. */
let failing = null;
/** A call whose handle was closed just now: an attempt at another address takes it over. */
let orphan = null;
let held = 0;

function isOwnMachine(address) {
  return /^(127\.|::1$|0\.0\.0\.0$|::$|::ffff:127\.)/.test(address);
}

/** Handles rather than sockets, so that names are resolved, and addresses tried, as ever. */
function passing(connect) {
  return {
    connect(req, address, port) {
      if (!isOwnMachine(address)) return connect.call(this, req, address, port);
      begin({ handle: this, req, address, port, scope: new AsyncResource('TCPCONNECTWRAP') });
      return 0;
    },
  }.connect;
}

const { connect: connectTo } = TCP.prototype;
if (isMainThread) {
  TCP.prototype.connect = passing(connectTo);
  TCP.prototype.connect6 = passing(TCP.prototype.connect6);
}

function begin(call) {
  const { handle, address, port } = call;
  if (failing?.port === port) {
    const { status } = failing;
    process.nextTick(() => complete(call, status));
    return;
  }
  if (orphan?.port === port) {
    call.id = orphan.id;
    orphan = null;
  } else {
    call.id = ++lastCall;
    tell({ type: 'connect', id: call.id, host: address, port });
  }
  calls.set(call.id, call);
  hold(call);
  whenClosed(handle, () => abandon(call));
}

/** What is being connected keeps the process alive. */
function hold(call) {
  call.isHeld = call.handle.hasRef();
  if (call.isHeld && ++held === 1) sandbox.ref();
}

function letGo(call) {
  calls.delete(call.id);
  delete call.handle.close;
  if (call.isHeld && --held === 0) sandbox.unref();
}

function abandon(call) {
  letGo(call);
  orphan = call;
  queueMicrotask(() => {
    if (orphan !== call) return;
    orphan = null;
    tell({ type: 'closed', id: call.id });
  });
}

function complete({ scope, req, handle, port }, status, isAddressOnly = false) {
  failing = isAddressOnly ? null : { port, status };
  const { stackTraceLimit } = Error;
  // Node calls it from nowhere: an error that it makes of a failure has its own line and no others.
  if (status !== 0) Error.stackTraceLimit = 1;
  try {
    if (req.oncomplete)
      scope.runInAsyncScope(req.oncomplete, req, status, handle, req, false, false);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    failing = null;
  }
}

function hear(message) {
  if (message.type === 'ping') {
    tell({ type: 'pong' });
    return;
  }
  if (message.type === 'watch') {
    void import('./crash-points.mjs').then(({ watch }) => {
      watch({ ask, TCP });
      tell({ type: 'watching' });
    });
    return;
  }
  const call = calls.get(message.id);
  if (call === undefined) return;
  letGo(call);
  if (message.type === 'connect-failed') {
    complete(call, -constants.errno[message.code], message.isAddressOnly);
    return;
  }
  const { handle, req, address, port, id, scope } = call;
  const failed = scope.runInAsyncScope(connectTo, handle, req, LOOPBACK, message.port);
  if (failed) complete(call, failed);
  const family = address.includes(':') ? 'IPv6' : 'IPv4';
  handle.getpeername = (out) => Object.assign(out, { address, family, port }) && 0;
  handle.brownoutCall = id;
  whenClosed(handle, () => tell({ type: 'closed', id }));
}

process.on('uncaughtExceptionMonitor', (error) => {
  const prefix = types.isNativeError(error) ? '' : 'Uncaught ';
  tell({ type: 'uncaught', stack: prefix + inspect(error) });
});

// Programs that the service starts shall not run this file in their turn.
process.execArgv = [];

// When the sandbox is gone nobody is left to end this process. (In an endless loop it cannot see
// that: the guardian ends it then.)
const sandbox = isMainThread ? hearSandbox() : null;

function hearSandbox() {
  const socket = new Socket({ fd: SANDBOX_FD, readable: true, writable: false });
  socket.on('close', () => process.kill(process.pid, 'SIGKILL'));
  socket.on('error', () => {});
  let rest = '';
  socket.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) hear(JSON.parse(line));
  });
  return socket.unref();
}
