import { expect, test } from 'vitest';
import { whyUnfit } from './fitness.ts';

test('a Node that is too old is refused with what to do about it', () => {
  for (const version of ['18.20.4', '20.9.0', '20.18.3']) {
    expect(whyUnfit(version, 'linux')).toMatchObject({
      code: 'boot-failed',
      message: `Node ${version} is too old: Brownout needs 20.19 or newer.`,
      hint: expect.stringContaining('nodejs.org'),
    });
  }
});

test('every Node from 20.19 on will do, on Linux and macOS', () => {
  for (const version of ['20.19.0', '20.20.2', '22.1.0', '24.0.0', process.versions.node]) {
    expect(whyUnfit(version, 'linux')).toBeNull();
    expect(whyUnfit(version, 'darwin')).toBeNull();
  }
});

test('Windows is refused, with the way to WSL', () => {
  expect(whyUnfit('22.1.0', 'win32')?.hint).toContain('WSL');
});
