import { expect, test } from 'vitest';
import { StartError } from '../../runtime/sandbox/errors.ts';
import { CommandError } from './errors.ts';
import { explain } from './explain.ts';

test('a command that was refused says why and what to do', () => {
  expect(explain(new CommandError('No.', 'Do this.'))).toEqual({
    message: 'No.',
    hint: 'Do this.',
    details: '',
  });
});

test('a port that is taken comes with the way to another one', () => {
  const failure = { code: 'port-in-use', port: 8080 } as const;
  const error = new StartError('hello', failure, 'Port 8080 is taken.', 'Stop the other one.');

  expect(explain(error).hint).toBe(
    'Stop the other one. Another port: `npm run lesson -- --port 8081`.',
  );
});

test('the registry, whose port no option chooses, is started anew elsewhere', () => {
  const failure = { code: 'port-in-use', port: 8500 } as const;
  const error = new StartError('registry', failure, 'Port 8500 is taken.', 'Stop the other one.');

  expect(explain(error).hint).toBe(
    'Stop the other one. Or run `npm run lesson` again: it finds the registry another port.',
  );
});

test('a folder that cannot be written to is named, with the reason in words', () => {
  const error = Object.assign(new Error(), {
    code: 'EACCES',
    syscall: 'mkdir',
    path: '/x/workspace',
  });

  expect(explain(error)).toMatchObject({
    message: '/x/workspace cannot be used: permission denied (EACCES, mkdir).',
    hint: expect.stringContaining('--workspace DIR'),
  });
});

test('an error that nobody foresaw is called a bug of Brownout, with its stack', () => {
  const error = new TypeError('x is undefined');

  expect(explain(error)).toEqual({
    message: 'Brownout failed: TypeError: x is undefined',
    hint: 'This is a bug in Brownout, not in your code.',
    details: error.stack,
  });
});
