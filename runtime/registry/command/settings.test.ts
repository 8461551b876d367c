import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('what is not told, or is empty, has its usual value', () => {
  expect(readSettings({ CONSUL_PORT: '', DATA_DIR: '' })).toEqual({
    consulPort: 8500,
    etcdPort: 2379,
    host: '127.0.0.1',
    etcdProgressMs: null,
    dataDir: null,
  });
});

test('each variable sets its own', () => {
  const env = {
    CONSUL_PORT: '0',
    ETCD_PORT: '65535',
    BIND: '::1',
    ETCD_PROGRESS_MS: '2000',
    DATA_DIR: 'data',
  };
  expect(readSettings(env)).toEqual({
    consulPort: 0,
    etcdPort: 65_535,
    host: '::1',
    etcdProgressMs: 2000,
    dataDir: 'data',
  });
});

test.each([
  ['CONSUL_PORT', 'tea', 'is not a port.'],
  ['CONSUL_PORT', '-1', 'is not a port.'],
  ['ETCD_PORT', '65536', 'is not a port.'],
  ['ETCD_PROGRESS_MS', '2s', 'is not a time.'],
  ['ETCD_PROGRESS_MS', '0', 'is not a time.'],
])('%s=%s is refused with the reason', (name, value, reason) => {
  expect(() => readSettings({ [name]: value })).toThrow(`${name}=${value} ${reason}`);
});
