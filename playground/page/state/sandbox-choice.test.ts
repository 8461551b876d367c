import { expect, test } from 'vitest';
import { keys } from '../storage/index.ts';
import { MemoryDisk } from '../storage/text-store.ts';
import { createSandboxChoice } from './sandbox-choice.ts';

test('the browser sandbox is used until another is chosen, and that is remembered', () => {
  const disk = new MemoryDisk();
  const choice = createSandboxChoice(disk.open(), null);
  expect(choice.chosen.value).toBe('browser');
  choice.choose('webcontainer');
  expect(createSandboxChoice(disk.open(), null).chosen.value).toBe('webcontainer');
  expect(createSandboxChoice(disk.open(), 'browser').chosen.value).toBe('browser');
  expect(createSandboxChoice(disk.open(), null).chosen.value).toBe('browser');
});

test('what the address asks for comes first; what is not there is told, and changes nothing', () => {
  const store = new MemoryDisk().open();
  expect(createSandboxChoice(store, 'webcontainer').chosen.value).toBe('webcontainer');
  const choice = createSandboxChoice(store, 'docker');
  expect(choice.unknown).toBe('docker');
  expect(choice.chosen.value).toBe('webcontainer');
  store.write(keys.sandbox, 'nonsense');
  expect(createSandboxChoice(store, null).chosen.value).toBe('browser');
});
