import type { WebContainer } from '@webcontainer/api';
import { expect, test } from 'vitest';
import { createWebcontainerSandbox, OneContainer } from './index.ts';

const files = {
  gateway: '',
  preload: '',
  controlThread: '',
  registry: '',
  packages: async () => ({}),
};

test('a sandbox that is disposed of while the engine is silent waits for it no longer', async () => {
  const boot = () => new Promise<WebContainer>(() => {});
  const sandbox = createWebcontainerSandbox(new OneContainer({ whyNot: () => null, boot, files }));
  const { signal } = new AbortController();
  const booting = sandbox.boot({ signal, timeoutMs: 60_000, onStage: () => {} });
  await sandbox.dispose();
  await expect(booting).rejects.toMatchObject({ code: 'aborted' });
  await expect(sandbox.sync({})).rejects.toMatchObject({ code: 'disposed' });
});
