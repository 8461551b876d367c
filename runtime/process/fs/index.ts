/**
 * node:fs and node:fs/promises on a volume: a disk in memory that outlives the process, with the
 * calls, options and errors of Node 20. https://nodejs.org/docs/latest-v20.x/api/fs.html
 */
import { perProcess } from '../current.ts';
import { invalidArgument } from '../errors/node-error.ts';
import { notAvailable } from '../errors/not-available.ts';
import type { Host, OutputStream } from '../host.ts';
import { flagsOf, modeOf, pathOf } from './arguments.ts';
import { constants } from './constants.ts';
import { Disk, type DiskHost } from './disk.ts';
import { collected, FileHandle, type HandleTools } from './file-handle.ts';
import { callbackForms, inLaterTurn, type Later, promiseForms, syncForms } from './forms.ts';
import { OpenFiles } from './open-files.ts';
import { prepareOpenFiles, type ReadResult, type WriteResult } from './prepare-open-files.ts';
import { prepareTree } from './prepare-tree.ts';
import { prepareWholeFiles } from './prepare-whole-files.ts';
import type { Files } from './prepared.ts';
import { Dirent, Stats } from './stats.ts';
import { ReadStream, streamMaker, WriteStream } from './streams.ts';

export interface FsHost extends DiskHost, Pick<Host, 'random'> {
  /** Where writes to the descriptors 1 and 2 go. */
  readonly output: (stream: OutputStream, bytes: Uint8Array) => void;
}

/** The namespace of node:fs; its `promises` is that of node:fs/promises. */
export type Fs = ReturnType<typeof fsOn>;

/** That of the current process: its own object, of functions that all processes have. */
export function createFs(host: FsHost): Fs {
  ofProcess().files = filesOf(host);
  shared ??= fsOn(ofCurrentProcess);
  return { ...shared, promises: { ...shared.promises } };
}

/** One whose functions work on these files, whichever process is running. */
export function createFsOn(host: FsHost): Fs {
  return fsOn(filesOf(host));
}

/** Made with the first process that asks for it: there are hundreds of functions. */
let shared: Fs | null = null;

const ofProcess = perProcess<{ files: LastingFiles | null }>(() => ({ files: null }));

/** What the functions work on, and how those do that take a while. */
interface LastingFiles extends Files {
  readonly later: Later;
}

function filesOf(host: FsHost): LastingFiles {
  const disk = new Disk(host);
  const open = new OpenFiles(disk, host.output);
  return { disk, open, random: host.random, later: host.later };
}

const ofCurrentProcess: LastingFiles = {
  get disk() {
    return filesOfProcess().disk;
  },
  get open() {
    return filesOfProcess().open;
  },
  random: (bytes) => filesOfProcess().random(bytes),
  later: (run) => filesOfProcess().later(run),
};

function filesOfProcess(): LastingFiles {
  const { files } = ofProcess();
  if (files === null) throw new Error('This process has not asked for node:fs.');
  return files;
}

function fsOn(files: LastingFiles) {
  const { later } = files;
  const whole = prepareWholeFiles(files);
  const descriptors = prepareOpenFiles(files);
  const tree = prepareTree(files);
  const streams = streamMaker(files);
  const sync = syncForms({ ...whole, ...descriptors, ...tree });

  return {
    ...sync,
    readSync: (...args: Parameters<typeof sync.readSync>) => sync.readSync(...args).bytesRead,
    writeSync: (...args: Parameters<typeof sync.writeSync>) => sync.writeSync(...args).bytesWritten,
    writevSync: (...args: Parameters<typeof sync.writevSync>) =>
      sync.writevSync(...args).bytesWritten,
    existsSync: (path: unknown) => exists(tree.access, path),
    ...callbackForms({ ...whole, ...descriptors, ...tree }, later, {
      read: ({ bytesRead, buffer }: ReadResult) => [bytesRead, buffer],
      write: ({ bytesWritten, buffer }: WriteResult) => [bytesWritten, buffer],
    }),
    exists(path: unknown, callback: (found: boolean) => void) {
      if (typeof callback !== 'function') {
        throw invalidArgument('cb', 'of type function', callback);
      }
      later(() => callback(exists(tree.access, path)));
    },
    createReadStream: streams.read,
    createWriteStream: streams.write,
    ReadStream,
    WriteStream,
    Stats,
    Dirent,
    constants,
    F_OK: constants.F_OK,
    R_OK: constants.R_OK,
    W_OK: constants.W_OK,
    X_OK: constants.X_OK,
    promises: createPromises({ later, whole, open: descriptors, streams }, tree),
    ...MISSING_OF_FS,
  };
}

function createPromises(tools: HandleTools, tree: ReturnType<typeof prepareTree>) {
  const { later, whole } = tools;
  const forms = promiseForms({ ...whole, ...tree }, later);
  return {
    ...forms,
    async open(path: unknown, flags?: unknown, mode?: unknown): Promise<FileHandle> {
      const prepared = tools.open.open(pathOf(path), flagsOf(flags), modeOf(mode, 0o666));
      return new FileHandle(await inLaterTurn(later, prepared), tools);
    },
    async readFile(file: unknown, options?: unknown) {
      return file instanceof FileHandle ? file.readFile(options) : forms.readFile(file, options);
    },
    async writeFile(file: unknown, data: unknown, options?: unknown): Promise<void> {
      if (file instanceof FileHandle) return file.writeFile(data, options);
      return forms.writeFile(file, await collected(data, options), options);
    },
    async appendFile(file: unknown, data: unknown, options?: unknown): Promise<void> {
      if (file instanceof FileHandle) return file.appendFile(data, options);
      return forms.appendFile(file, data, options);
    },
    constants,
    ...MISSING_OF_PROMISES,
  };
}

const READ_AGAIN = 'Read the file again when it may have changed.';
const NO_LINKS = 'Volumes have no symbolic links: use fs.link or a plain file.';
const USE_READDIR = 'Use fs.readdir with { withFileTypes: true }.';
const USE_COPY_FILE = 'Copy each file with fs.copyFile.';

/** Made once: a process is prepared in less time than making them takes. */
const MISSING_OF_FS = {
  ...missing('fs', ['watch', 'watchFile', 'unwatchFile'], READ_AGAIN),
  ...missing('fs', ['symlink', 'symlinkSync', 'readlink', 'readlinkSync'], NO_LINKS),
  ...missing('fs', ['opendir', 'opendirSync'], USE_READDIR),
  ...missing('fs', ['cp', 'cpSync'], USE_COPY_FILE),
};
const MISSING_OF_PROMISES = {
  ...missing('fs.promises', ['watch'], READ_AGAIN),
  ...missing('fs.promises', ['symlink', 'readlink'], NO_LINKS),
  ...missing('fs.promises', ['opendir'], USE_READDIR),
  ...missing('fs.promises', ['cp'], USE_COPY_FILE),
};

/** Functions that Node has and a volume has not: calling one says what to use instead. */
function missing(namespace: string, names: readonly string[], hint: string) {
  return Object.fromEntries(
    names.map((name) => [name, notAvailable(`${namespace}.${name}`, hint)]),
  );
}

function exists(access: (path: unknown) => () => void, path: unknown): boolean {
  try {
    access(path)();
    return true;
  } catch {
    return false;
  }
}
