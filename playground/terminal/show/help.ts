import { USAGE } from '../arguments.ts';
import { wrap } from './columns.ts';
import type { Style } from './style.ts';

const COMMAND_COLUMNS = 22;
const ALONE = 'npm run lesson';

/** Everything that can be typed. */
export function helpLines(width: number, style: Style): string[] {
  const row = (left: string, right: string) =>
    wrap(
      `  ${style.code(left.padEnd(COMMAND_COLUMNS))}${right}`,
      width,
      ' '.repeat(COMMAND_COLUMNS + 2),
    );
  return [
    style.heading('npm run lesson -- <command>'),
    ...Object.values(USAGE).flatMap(({ form, does }) => row(form === '' ? ALONE : form, does)),
    '',
    style.heading('Options'),
    ...row('--workspace DIR', 'where your files are; BROWNOUT_WORKSPACE says the same'),
    ...row('--port N', 'where the first service listens while you work'),
    ...row('--yes', 'do not ask'),
    '',
    style.heading('Checks'),
    ...wrap(
      '  A check runs your services in a simulator, again and again: each time messages and timers come in another order. Such an order is a schedule, and has a name.',
      width,
      '  ',
    ),
    '',
    style.heading('Exit codes of check and replay'),
    '  0 passed, 1 failed, 2 inconclusive or not run',
  ];
}
