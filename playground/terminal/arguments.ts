import { parseArgs } from 'node:util';
import { closest, didYouMean } from '../../runtime/compile/diagnose/spelling.ts';
import { CommandError } from './errors.ts';

/** What was asked for on the command line. */
export type Command =
  | { readonly name: 'watch'; readonly port: number | null }
  | { readonly name: 'check'; readonly live: boolean }
  | { readonly name: 'replay'; readonly token: string | null }
  | { readonly name: 'hint' | 'list' | 'next' | 'help' }
  | { readonly name: 'solution'; readonly write: boolean; readonly yes: boolean }
  | { readonly name: 'reset'; readonly progress: boolean; readonly yes: boolean }
  | { readonly name: 'goto'; readonly step: string | null };

export interface Invocation {
  readonly command: Command;
  /** The folder asked for, as it was written. */
  readonly workspace: string | null;
}

const OPTIONS = {
  workspace: { type: 'string' },
  port: { type: 'string' },
  live: { type: 'boolean' },
  progress: { type: 'boolean' },
  write: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Option = keyof typeof OPTIONS;

interface Usage {
  readonly form: string;
  readonly does: string;
  readonly options: readonly Option[];
}

/** Every command, as help shows them. */
export const USAGE: Readonly<Record<Command['name'], Usage>> = {
  watch: {
    form: '',
    does: 'open your step, run its services, and check them at every save',
    options: ['port'],
  },
  check: {
    form: 'check [--live]',
    does: 'check your files once; --live does it on real processes, in real time',
    options: ['live'],
  },
  replay: {
    form: 'replay TOKEN',
    does: 'run one schedule of the check again, and tell all that happens in it',
    options: [],
  },
  hint: { form: 'hint', does: 'open one more hint', options: [] },
  solution: {
    form: 'solution [--write]',
    does: 'show the solution; --write puts it into the workspace and keeps a copy of yours',
    options: ['write', 'yes'],
  },
  reset: {
    form: 'reset [--progress]',
    does: "go back to the step's own files, or forget all progress; keeps a copy",
    options: ['progress', 'yes'],
  },
  list: { form: 'list', does: 'list the steps and what you have passed', options: [] },
  next: { form: 'next', does: 'open the next step', options: [] },
  goto: { form: 'goto 1.1', does: 'open that step', options: [] },
  help: { form: 'help', does: 'show this', options: [] },
};

const NAMES = Object.keys(USAGE) as Command['name'][];

/** Reads the command line. Throws a CommandError that says what it does not understand. */
export function parseArguments(argv: readonly string[]): Invocation {
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = tokens.filter((token) => token.kind === 'option');
  for (const { name, rawName, value } of given) checkOption(name, rawName, value);
  const [word = 'watch', ...rest] = positionals;
  const name = values.help === true ? 'help' : commandNamed(word);
  if (name !== 'help') for (const option of given) checkUse(name, option.name as Option);
  const most = name === 'goto' || name === 'replay' ? 1 : 0;
  if (name !== 'help' && rest.length > most) {
    throw misuse(`${name} does not know what to do with "${rest[most]}".`);
  }
  return {
    command: command(name, values, rest),
    workspace: typeof values.workspace === 'string' ? values.workspace : null,
  };
}

function command(
  name: Command['name'],
  values: { readonly [option in Option]?: string | boolean | undefined },
  rest: readonly string[],
): Command {
  const yes = values.yes === true;
  switch (name) {
    case 'watch':
      return { name, port: values.port === undefined ? null : portNumber(values.port) };
    case 'solution':
      return { name, yes, write: values.write === true };
    case 'reset':
      return { name, yes, progress: values.progress === true };
    case 'check':
      return { name, live: values.live === true };
    case 'replay':
      return { name, token: rest[0] ?? null };
    case 'goto':
      return { name, step: rest[0] ?? null };
    default:
      return { name };
  }
}

function commandNamed(word: string): Command['name'] {
  const name = NAMES.find((one) => one === word);
  if (name !== undefined) return name;
  throw misuse(`'${word}' is not a command. ${didYouMean(closest(word, NAMES))}`.trim());
}

/** Whether it is one of our options, with a value if it takes one. */
function checkOption(name: string, written: string, value: string | undefined): void {
  if (!Object.hasOwn(OPTIONS, name)) {
    const meant = closest(name, Object.keys(OPTIONS));
    const question = didYouMean(meant === null ? null : `--${meant}`);
    throw misuse(`${written} is not an option. ${question}`.trim());
  }
  const takesValue = OPTIONS[name as Option].type === 'string';
  if (takesValue && !value) throw misuse(`${written} needs a value.`);
  if (!takesValue && value !== undefined) throw misuse(`${written} takes no value.`);
}

function checkUse(command: Command['name'], option: Option): void {
  if (option === 'workspace' || USAGE[command].options.includes(option)) return;
  const users = NAMES.filter((name) => USAGE[name].options.includes(option));
  throw misuse(`--${option} belongs to ${users.join(' and ')}, not to ${command}.`);
}

function portNumber(text: string | boolean): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw misuse(`--port ${text} is not a port: a port is a number from 1 to 65535.`);
}

function misuse(message: string): CommandError {
  return new CommandError(message, 'See all commands with `npm run lesson -- help`.');
}
