import { expect, test } from 'vitest';
import { parseArguments } from './arguments.ts';

test('without a command, the step is watched', () => {
  expect(parseArguments([])).toEqual({ command: { name: 'watch', port: null }, workspace: null });
});

test.each([
  [['check'], { name: 'check', live: false }],
  [['check', '--live'], { name: 'check', live: true }],
  [['replay', '17-p4x30'], { name: 'replay', token: '17-p4x30' }],
  [['replay'], { name: 'replay', token: null }],
  [['goto', '1.1'], { name: 'goto', step: '1.1' }],
  [['goto'], { name: 'goto', step: null }],
  [['reset', '--yes'], { name: 'reset', yes: true, progress: false }],
  [['reset', '-y', '--progress'], { name: 'reset', yes: true, progress: true }],
  [['solution', '--write'], { name: 'solution', yes: false, write: true }],
  [['--port', '8081'], { name: 'watch', port: 8081 }],
  [['--help'], { name: 'help' }],
  [['check', '-h'], { name: 'help' }],
])('%j is understood', (argv, command) => {
  expect(parseArguments(argv).command).toEqual(command);
});

test('a workspace can be given to every command, before it or after it', () => {
  expect(parseArguments(['--workspace', 'here', 'check']).workspace).toBe('here');
  expect(parseArguments(['list', '--workspace=here']).workspace).toBe('here');
});

test.each([
  [['chek'], "'chek' is not a command. Did you mean 'check'?"],
  [['dance'], "'dance' is not a command."],
  [['--prot', '8081'], "--prot is not an option. Did you mean '--port'?"],
  [['check', 'twice'], 'check does not know what to do with "twice".'],
  [['goto', '1.1', '1.2'], 'goto does not know what to do with "1.2".'],
  [['check', '--write'], '--write belongs to solution, not to check.'],
  [['list', '--yes'], '--yes belongs to solution and reset, not to list.'],
  [['--port'], '--port needs a value.'],
  [['--port', '0'], '--port 0 is not a port: a port is a number from 1 to 65535.'],
  [['--port', '80.5'], '--port 80.5 is not a port: a port is a number from 1 to 65535.'],
  [['reset', '--yes=no'], '--yes takes no value.'],
])('%j is refused with the reason', (argv, message) => {
  expect(() => parseArguments(argv)).toThrow(
    expect.objectContaining({ name: 'CommandError', message }),
  );
});
