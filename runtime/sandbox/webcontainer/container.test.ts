import type { WebContainer } from '@webcontainer/api';
import { expect, test } from 'vitest';
import { SandboxError } from '../errors.ts';
import { type ContainerSource, OneContainer } from './container.ts';

const files = {
  gateway: '',
  preload: '',
  controlThread: '',
  registry: '',
  packages: async () => ({}),
};

function open(source: Partial<ContainerSource>) {
  const stages: string[] = [];
  const one = new OneContainer({ whyNot: () => null, boot: booted, files, ...source });
  const ready = (timeoutMs = 50, signal = new AbortController().signal) =>
    one.ready({ signal, timeoutMs, onStage: (stage) => stages.push(stage) });
  return { ready, stages };
}

const mounted: unknown[] = [];
const container = { mount: async (tree: unknown) => void mounted.push(tree) };
const booted = async () => container as unknown as WebContainer;

test('a container boots once, with what Brownout needs mounted, for all who ask', async () => {
  let boots = 0;
  const { ready, stages } = open({
    boot: () => {
      boots += 1;
      return booted();
    },
  });
  expect(await ready()).toBe(await ready());
  expect(boots).toBe(1);
  expect(mounted).toHaveLength(1);
  expect(stages[0]).toContain('Loading Node.js');
});

test('a boot that hangs is told in time, and used when it comes late', async () => {
  let come = (_: WebContainer) => {};
  let boots = 0;
  const { ready } = open({
    boot: () => {
      boots += 1;
      return new Promise((resolve) => {
        come = resolve;
      });
    },
  });
  await expect(ready(10)).rejects.toMatchObject({ code: 'boot-timeout' });
  await expect(ready(10)).rejects.toMatchObject({
    code: 'boot-timeout',
    hint: expect.stringContaining('reload the page'),
  });
  come(container as unknown as WebContainer);
  expect(await ready()).toBe(container);
  // A second boot would hang behind the first.
  expect(boots).toBe(1);
});

test('a boot that fails is told with its reason, and may be tried again', async () => {
  let boots = 0;
  const { ready } = open({
    boot: async () => {
      boots += 1;
      if (boots === 1) throw new Error('no SharedArrayBuffer');
      return booted();
    },
  });
  await expect(ready()).rejects.toMatchObject({
    code: 'boot-failed',
    message: 'WebContainer could not start: no SharedArrayBuffer',
  });
  expect(await ready()).toBe(container);
});

test('where none can boot nothing is asked of the engine', async () => {
  const { ready } = open({
    whyNot: () => new SandboxError('not-available', 'Not here.', 'Elsewhere.'),
    boot: () => Promise.reject(new Error('It was asked.')),
  });
  await expect(ready()).rejects.toMatchObject({ code: 'not-available' });
});

test('whoever waits can stop waiting', async () => {
  const { ready } = open({ boot: () => new Promise(() => {}) });
  const stopping = new AbortController();
  const waiting = ready(60_000, stopping.signal);
  stopping.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
});
