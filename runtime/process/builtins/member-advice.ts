const READ_AGAIN =
  'Nothing else writes to a service’s files: read the file again when you need it.';
const ONE_USER = 'Files here have one owner, and all may do all: leave it out.';
const NO_LINKS = 'There are no symbolic links here: use the path itself.';
const TYPE_OF = 'Use typeof, instanceof or Array.isArray.';
const MEASURE = 'Run the step in the terminal to measure it.';
const NO_USERS = 'A process here has no user: leave it out.';

/**
 * What to use in place of members that Node's modules have and these lack: by member, or by `*` for
 * the rest of a module's. A sentence or two each.
 */
export const MEMBER_ADVICE: Readonly<Record<string, string>> = {
  'assert.CallTracker': 'It is deprecated: use mock.fn() of node:test.',
  'assert/strict.CallTracker': 'It is deprecated: use mock.fn() of node:test.',
  'async_hooks.*': 'Use AsyncLocalStorage.',
  'console.*': 'Use console.log, and performance.now() to measure.',
  'crypto.*':
    'There are hashes, HMACs, key derivation, randomness and timingSafeEqual. Run the step in the terminal for the rest.',
  'events.EventEmitterAsyncResource': 'Use EventEmitter and an AsyncResource of your own.',
  'events.usingDomains': 'Domains are deprecated: use try and catch.',
  'fs.*':
    'Use readFile, writeFile, appendFile, copyFile, open, rename, mkdir, readdir, stat or rm.',
  'fs.chown': ONE_USER,
  'fs.chownSync': ONE_USER,
  'fs.opendir': 'Use readdir.',
  'fs.opendirSync': 'Use readdirSync.',
  'fs.readlink': NO_LINKS,
  'fs.readlinkSync': NO_LINKS,
  'fs.symlink': NO_LINKS,
  'fs.symlinkSync': NO_LINKS,
  'fs.unwatchFile': 'Nothing watches files here: leave it out.',
  'fs.watch': READ_AGAIN,
  'fs.watchFile': READ_AGAIN,
  'fs/promises.*':
    'Use readFile, writeFile, appendFile, copyFile, open, rename, mkdir, readdir, stat or rm.',
  'fs/promises.chown': ONE_USER,
  'fs/promises.opendir': 'Use readdir.',
  'fs/promises.readlink': NO_LINKS,
  'fs/promises.symlink': NO_LINKS,
  'fs/promises.watch': READ_AGAIN,
  'net.*': 'Services here speak HTTP: use node:http.',
  'os.setPriority': 'All instances have the same priority: leave it out.',
  'path.matchesGlob': 'Use startsWith, endsWith or a regular expression.',
  'path.win32': 'The machine here is a Linux: use the other members of node:path.',
  'perf_hooks.*': 'Measure with performance.now().',
  'process.abort': 'Use process.exit(1), or throw.',
  'process.assert': 'Use node:assert.',
  'process.cpuUsage': MEASURE,
  'process.memoryUsage': MEASURE,
  'process.binding': 'It is internal to Node: import the module that you need.',
  'process.dlopen': 'There is no native code here.',
  'process.getBuiltinModule': 'Import the module.',
  'process.getgid': NO_USERS,
  'process.getuid': NO_USERS,
  'process.loadEnvFile': 'A service gets its settings in process.env.',
  'process.openStdin': 'A service gets its input by HTTP requests.',
  'process.report': 'Log what you want to know.',
  'process.resourceUsage': MEASURE,
  'process.setUncaughtExceptionCaptureCallback': "Use process.on('uncaughtException', …).",
  'process.setgid': NO_USERS,
  'process.setuid': NO_USERS,
  'process.stdin': 'A service gets its input by HTTP requests.',
  'process.umask': ONE_USER,
  'querystring.unescapeBuffer': 'Use unescape.',
  'stream/consumers.blob': 'Use arrayBuffer, and make a Blob of it.',
  'test.run': 'Start the file with the tests as a service of its own.',
  'timers.active': 'Use timeout.refresh().',
  'timers.enroll': 'Use setTimeout.',
  'timers.unenroll': 'Use clearTimeout.',
  'util.isBoolean': TYPE_OF,
  'util.isBuffer': 'Use Buffer.isBuffer.',
  'util.isDate': 'Use types.isDate, or instanceof Date.',
  'util.isError': 'Use types.isNativeError, or instanceof Error.',
  'util.isFunction': TYPE_OF,
  'util.isNumber': TYPE_OF,
  'util.isObject': TYPE_OF,
  'util.isRegExp': 'Use types.isRegExp, or instanceof RegExp.',
  'util.isString': TYPE_OF,
  'util.log': 'Use console.log.',
  'util._extend': 'Use Object.assign, or { ...a, ...b }.',
  'util.parseEnv': 'A service gets its settings in process.env.',
};
