import { notAvailable } from './errors/not-available.ts';
import type { Host } from './host.ts';
import { getSystemErrorMap } from './util/system-errors.ts';

/** Signals by name, with Linux's numbers. */
export const SIGNALS = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
};

const PRIORITIES = {
  PRIORITY_LOW: 19,
  PRIORITY_BELOW_NORMAL: 10,
  PRIORITY_NORMAL: 0,
  PRIORITY_ABOVE_NORMAL: -7,
  PRIORITY_HIGH: -14,
  PRIORITY_HIGHEST: -20,
};

/** What the machine says it has. A service should not depend on it; printing it should work. */
const MEMORY_BYTES = 1024 ** 3;

const LOOPBACK = {
  address: '127.0.0.1',
  netmask: '255.0.0.0',
  family: 'IPv4',
  mac: '00:00:00:00:00:00',
  internal: true,
  cidr: '127.0.0.1/8',
};

/** Linux's, which are positive where Node's own are negative. */
function errorNumbers(): Record<string, number> {
  return Object.fromEntries([...getSystemErrorMap()].map(([errno, [name]]) => [name, -errno]));
}

/**
 * The namespace of node:os: a small Linux machine, the same in every sandbox that is not Node.
 * https://nodejs.org/docs/latest-v20.x/api/os.html
 */
export function createOs(clock: Host['clock']) {
  return {
    EOL: '\n',
    devNull: '/dev/null',
    constants: { signals: SIGNALS, priority: PRIORITIES, errno: errorNumbers() },
    arch: () => 'x64',
    availableParallelism: () => 1,
    cpus: () => [
      { model: 'Brownout', speed: 0, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } },
    ],
    endianness: () => 'LE',
    freemem: () => MEMORY_BYTES / 2,
    getPriority: () => PRIORITIES.PRIORITY_NORMAL,
    homedir: () => '/',
    hostname: () => 'localhost',
    loadavg: () => [0, 0, 0],
    machine: () => 'x86_64',
    networkInterfaces: () => ({ lo: [{ ...LOOPBACK }] }),
    platform: () => 'linux',
    release: () => '6.1.0',
    setPriority: notAvailable('os.setPriority', 'All processes have the same priority.'),
    tmpdir: () => '/tmp',
    totalmem: () => MEMORY_BYTES,
    type: () => 'Linux',
    uptime: () => clock.monotonicMs() / 1000,
    userInfo: () => ({ uid: 1000, gid: 1000, username: 'service', homedir: '/', shell: null }),
    version: () => '#1 Brownout',
  };
}
