import { inspect } from 'node-inspect-extracted';
import { expect, test } from 'vitest';
import { makeCurrent, runOn } from '../current.ts';
import type { Host } from '../host.ts';
import './inspect-defaults.ts';

const options = inspect.defaultOptions as Record<string, unknown>;
const noHost = {} as Host;

test.for(Object.keys(options))('what a process has changed of %s is its own', (name) => {
  const before = options[name];
  const one = runOn(noHost);
  options[name] = 'changed';
  const other = runOn(noHost);
  expect(options[name]).toBe(before);
  makeCurrent(one);
  expect(options[name]).toBe('changed');
  options[name] = before;
  makeCurrent(other);
  expect(options[name]).toBe(before);
});
