import os from 'node:os';
import path, { posix } from 'node:path';
import { area } from './behaviour.ts';
import { errorOf } from './kit.ts';

const paths = area('path', {
  'join and normalize': (print) => {
    print(path.join('/a', '..', 'b', './c/', '/d'), path.join(''), path.join('a', '', '../..'));
    print(path.normalize('/a//b/../c/.'), path.normalize('../x/../y/'), path.normalize(''));
  },

  'resolve and isAbsolute': (print) => {
    print(path.resolve('/a', 'b', '../c'), path.resolve('/a', '/b'));
    print(path.resolve('x') === path.join(process.cwd(), 'x'), path.isAbsolute('a'));
  },

  'basename, dirname and extname': (print) => {
    print(path.basename('/a/b.ts'), path.basename('/a/b.ts', '.ts'), path.dirname('/a/b/c'));
    print(path.extname('a.tar.gz'), [path.extname('.env')], path.extname('a.'), path.dirname('a'));
  },

  'relative finds the way': (print) => {
    print(path.relative('/a/b/c', '/a/d'), path.relative('/a', '/a'), path.relative('/', '/x/y'));
  },

  'parse and format': (print) => {
    print(path.parse('/home/me/file.txt'), path.format({ dir: '/x', base: 'y.z' }));
    print(path.format({ root: '/', name: 'file', ext: '.txt' }), path.sep, path.delimiter);
  },

  'posix is the module itself': async (print) => {
    print(posix === path, posix.posix === path);
    print(await errorOf(() => path.join(1 as never)));
  },
});

const system = area('os', {
  'the basics are of their types': (print) => {
    print(typeof os.hostname(), [os.EOL], os.platform() === process.platform, typeof os.arch());
    print(typeof os.type(), typeof os.release(), os.endianness(), os.homedir().startsWith('/'));
    print(os.tmpdir().startsWith('/'), os.uptime() > 0, os.loadavg().length);
  },

  'memory, processors and interfaces': (print) => {
    print(os.totalmem() > 0, os.freemem() > 0, os.cpus().length > 0, os.availableParallelism() > 0);
    print(typeof os.networkInterfaces(), os.constants.signals.SIGTERM, os.constants.errno.ENOENT);
    print(typeof os.userInfo().username, os.devNull);
  },
});

export const behaviours = [...paths, ...system];
