import process, { env, pid } from 'node:process';
import { area } from './behaviour.ts';
import { errorOf } from './kit.ts';

export const behaviours = area('process', {
  'the module is the global': (print) => {
    print(process === globalThis.process, env === process.env, pid === process.pid);
    print(typeof pid, pid > 0, String(process), process[Symbol.toStringTag as never]);
  },

  'env holds text only': (print) => {
    process.env.CONFORMANCE = 1 as unknown as string;
    print(typeof process.env.CONFORMANCE, process.env.CONFORMANCE, 'CONFORMANCE' in process.env);
    process.env.CONFORMANCE = undefined;
    print(process.env.CONFORMANCE);
    delete process.env.CONFORMANCE;
    print(process.env.CONFORMANCE, 'CONFORMANCE' in process.env);
    print(Object.keys(process.env).includes('PORT'), Number(process.env.PORT) > 0);
  },

  'argv begins with the program and the file': (print) => {
    print(process.argv.length, typeof process.argv[0], process.argv.slice(2));
    print(
      process.execArgv.every((argument) => typeof argument === 'string'),
      process.title !== '',
    );
  },

  'hrtime runs forward, in nanoseconds': (print) => {
    const [seconds, nanoseconds] = process.hrtime();
    print(Number.isInteger(seconds), nanoseconds >= 0 && nanoseconds < 1e9);
    const before = process.hrtime.bigint();
    print(typeof before, process.hrtime.bigint() >= before);
    const since = process.hrtime([seconds, nanoseconds]);
    print(since.length, since[0] < 3600);
  },

  'uptime is a number of seconds': (print) => {
    print(process.uptime() > 0, process.uptime() < 3600);
  },

  'memoryUsage and cpuUsage measure': (print) => {
    print(Object.keys(process.memoryUsage?.()).sort());
    print(process.memoryUsage().heapUsed > 0, typeof process.memoryUsage.rss());
    print(Object.keys(process.cpuUsage?.()), process.resourceUsage?.().maxRSS >= 0);
  },

  'version and platform are told': (print) => {
    print(
      /^v\d+\.\d+\.\d+$/.test(process.version),
      `v${process.versions.node}` === process.version,
    );
    print(process.release.name, typeof process.arch, typeof process.platform);
    print(typeof process.features.inspector, process.config !== undefined);
  },

  'cwd is absolute, and exitCode unset': (print) => {
    print(process.cwd().startsWith('/'), process.exitCode);
  },

  'nextTick and emitWarning are there': async (print) => {
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    process.emitWarning('careful', { type: 'Mine', code: 'MINE01', detail: 'more' });
    const warning = await warned;
    print(warning.name, warning.message, (warning as NodeJS.ErrnoException).code);
  },

  'stdout and stderr are streams': (print) => {
    print(process.stdout.fd, process.stderr.fd, Boolean(process.stdout.isTTY));
    print(process.stdout.writable, typeof process.stdout.write, process.stdout.columns);
    print(process.stdout.write(''));
  },

  'exit codes that cannot be are refused': async (print) => {
    print(await errorOf(() => Object.assign(process, { exitCode: 'no' })));
    print(await errorOf(() => Object.assign(process, { exitCode: 1.5 })));
    print(process.exitCode);
  },

  'signals and callbacks that cannot be are refused': async (print) => {
    print(await errorOf(() => process.on('SIGKILL', () => {})));
    print(await errorOf(() => process.kill(process.pid, 'SIGNOPE')));
    print(await errorOf(() => process.kill('1' as unknown as number, 'x' as 'SIGTERM')));
  },

  'process is an emitter': (print) => {
    const listener = (value: unknown) => print('heard', value);
    process.once('conformance' as 'message', listener);
    print(process.emit('conformance' as 'message', 7, undefined), process.listenerCount('x'));
  },
});
