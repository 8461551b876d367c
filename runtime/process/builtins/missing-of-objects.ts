import { NotAvailableError, notAvailable } from '../errors/not-available.ts';
import { FileHandle } from '../fs/file-handle.ts';
import { Agent } from '../http/agent.ts';
import { Server } from '../http/server.ts';
import { ServerResponse } from '../http/server-response.ts';
import { Socket } from '../http/socket.ts';
import { Performance } from '../process/performance.ts';

interface Lack {
  readonly of: { readonly prototype: object };
  /** What the learner knows such an object as. */
  readonly title: string;
  readonly methods?: string;
  readonly values?: string;
  readonly hint: string;
}

/** Members that Node's objects have and those here lack, and what to use in their place. */
const LACKS: readonly Lack[] = [
  {
    of: Socket,
    title: 'socket',
    methods: `connect cork pause pipe push read resume setDefaultEncoding setEncoding uncork unpipe
      unshift wrap`,
    hint: 'Messages cross this network whole: read the request and write the response.',
  },
  {
    of: Socket,
    title: 'socket',
    values: 'bufferSize bytesRead bytesWritten',
    hint: 'Messages cross this network whole: add up the lengths of the chunks.',
  },
  {
    of: Agent,
    title: 'agent',
    methods: 'createSocket keepSocketAlive removeSocket reuseSocket',
    hint: 'Set keepAlive, maxSockets, maxFreeSockets and timeout of the agent.',
  },
  {
    of: Server,
    title: 'server',
    values: 'connections',
    hint: 'It is deprecated: use server.getConnections.',
  },
  {
    of: ServerResponse,
    title: 'response',
    methods: 'assignSocket detachSocket',
    hint: 'A response belongs to the connection of its request.',
  },
  {
    of: FileHandle,
    title: 'fileHandle',
    methods: 'chown',
    hint: 'Files here have one owner, and all may do all: leave it out.',
  },
  {
    of: FileHandle,
    title: 'fileHandle',
    methods: 'readableWebStream readv',
    hint: 'Use fileHandle.read, readFile or createReadStream.',
  },
  {
    of: Performance,
    title: 'performance',
    methods: `clearResourceTimings eventLoopUtilization markResourceTiming
      setResourceTimingBufferSize timerify`,
    values: 'nodeTiming',
    hint: 'Measure with performance.now().',
  },
];

/** Prototypes are those of every process. */
let areNamed = false;

/**
 * Lets objects say what they lack: a method when it is called, so that asking for it disturbs
 * nobody; a value when it is read.
 */
export function nameMissingOfObjects(): void {
  if (areNamed) return;
  areNamed = true;
  for (const { of, title, methods = '', values = '', hint } of LACKS) {
    for (const name of wordsOf(methods)) {
      const value = notAvailable(`${title}.${name}`, hint);
      define(of.prototype, name, { value, writable: true });
    }
    for (const name of wordsOf(values)) {
      const get = () => {
        throw new NotAvailableError(`${title}.${name}`, hint);
      };
      define(of.prototype, name, { get });
    }
  }
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function define(prototype: object, name: string, descriptor: PropertyDescriptor): void {
  if (name in prototype) return;
  Object.defineProperty(prototype, name, { ...descriptor, configurable: true, enumerable: false });
}
