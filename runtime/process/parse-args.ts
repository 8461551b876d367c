import { invalidValue } from './errors/argument-error.ts';
import { invalidArgument, type NodeError, nodeError } from './errors/node-error.ts';

interface OptionConfig {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  readonly default?: unknown;
}

type Options = Readonly<Record<string, OptionConfig>>;

type Token =
  | {
      readonly kind: 'option';
      readonly name: string;
      readonly rawName: string;
      readonly index: number;
      readonly value: string | undefined;
      readonly inlineValue: boolean | undefined;
    }
  | { readonly kind: 'positional'; readonly index: number; readonly value: string }
  | { readonly kind: 'option-terminator'; readonly index: number };

type OptionToken = Extract<Token, { kind: 'option' }>;

interface Config {
  readonly args: readonly string[];
  readonly strict: boolean;
  readonly allowPositionals: boolean;
  readonly allowNegative: boolean;
  readonly tokens: boolean;
  readonly options: Options;
}

/**
 * util.parseArgs as Node 20 has it; `mainArgs` gives the program's own arguments.
 * https://nodejs.org/docs/latest-v20.x/api/util.html#utilparseargsconfig
 */
export function createParseArgs(mainArgs: () => readonly string[]) {
  return function parseArgs(given: object = {}) {
    const config = checkedConfig(given, mainArgs);
    const tokens = [...tokensOf(config.args, config.options)];
    const values: Record<string, unknown> = Object.create(null);
    const positionals: string[] = [];
    for (const token of tokens) {
      if (token.kind === 'option') {
        if (config.strict) checkUsage(token, config);
        store(token, config, values);
      } else if (token.kind === 'positional') {
        if (!config.allowPositionals) throw unexpectedPositional(token.value);
        positionals.push(token.value);
      }
    }
    for (const [name, option] of Object.entries(config.options)) {
      if (option.default !== undefined && values[name] === undefined)
        put(values, name, option.default);
    }
    return {
      values,
      positionals,
      ...(config.tokens ? { tokens: tokens.map((token) => positive(token, config)) } : {}),
    };
  };
}

function checkedConfig(given: object, mainArgs: () => readonly string[]): Config {
  const own = (name: string, otherwise: unknown) =>
    (Object.hasOwn(given, name) ? (given as Record<string, unknown>)[name] : undefined) ??
    otherwise;
  const strict = own('strict', true);
  const config = {
    args: own('args', mainArgs()),
    strict,
    allowPositionals: own('allowPositionals', !strict),
    tokens: own('tokens', false),
    allowNegative: own('allowNegative', false),
    options: own('options', {}),
  };
  if (!Array.isArray(config.args))
    throw invalidArgument('args', 'an instance of Array', config.args);
  for (const name of ['strict', 'allowPositionals', 'tokens', 'allowNegative'] as const) {
    checkType('boolean', config[name], name);
  }
  checkObject(config.options, 'options');
  for (const [name, option] of Object.entries(config.options as object)) {
    checkOption(option, `options.${name}`);
  }
  return config as unknown as Config;
}

function checkOption(option: OptionConfig, where: string): void {
  checkObject(option, where);
  if (option.type !== 'string' && option.type !== 'boolean') {
    throw invalidArgument(`${where}.type`, "('string|boolean')", option.type);
  }
  if (Object.hasOwn(option, 'short')) {
    checkType('string', option.short, `${where}.short`);
    if (option.short?.length !== 1) {
      throw invalidValue(`${where}.short`, option.short, 'must be a single character');
    }
  }
  if (Object.hasOwn(option, 'multiple')) checkType('boolean', option.multiple, `${where}.multiple`);
  if (option.default === undefined) return;
  if (!option.multiple) {
    checkType(option.type, option.default, `${where}.default`);
    return;
  }
  if (!Array.isArray(option.default)) {
    throw invalidArgument(`${where}.default`, 'an instance of Array', option.default);
  }
  for (const [index, value] of option.default.entries()) {
    checkType(option.type, value, `${where}.default[${index}]`);
  }
}

function checkType(type: 'string' | 'boolean', value: unknown, name: string): void {
  if (typeof value !== type) throw invalidArgument(name, `of type ${type}`, value);
}

function checkObject(value: unknown, name: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidArgument(name, 'of type object', value);
  }
}

/** Reads arguments as the POSIX utilities do, with GNU's long options. */
function* tokensOf(args: readonly string[], options: Options): Generator<Token> {
  for (let index = 0; index < args.length; index += 1) {
    const arg = String(args[index]);
    const next = args[index + 1];
    if (arg === '--') {
      yield { kind: 'option-terminator', index };
      for (index += 1; index < args.length; index += 1) {
        yield { kind: 'positional', index, value: String(args[index]) };
      }
    } else if (/^--[^=]+=/s.test(arg)) {
      const cut = arg.indexOf('=');
      const name = arg.slice(2, cut);
      const value = arg.slice(cut + 1);
      yield { kind: 'option', name, rawName: `--${name}`, index, value, inlineValue: true };
    } else if (arg.startsWith('--')) {
      const name = arg.slice(2);
      const takesNext = takesValue(options, name) && isValue(next);
      yield option(name, arg, index, takesNext ? next : undefined);
      if (takesNext) index += 1;
    } else if (/^-./s.test(arg)) {
      index += yield* shortTokens(arg, index, next, options);
    } else {
      yield { kind: 'positional', index, value: arg };
    }
  }
}

/** `-f`, `-abc`, `-fVALUE` and `-abfVALUE`. Returns how many arguments more it took. */
function* shortTokens(
  arg: string,
  index: number,
  next: string | undefined,
  options: Options,
): Generator<Token, number> {
  for (let at = 1; at < arg.length; at += 1) {
    const letter = arg.charAt(at);
    const name = longNameOf(letter, options);
    const rawName = `-${letter}`;
    if (!takesValue(options, name)) {
      yield option(name, rawName, index, undefined);
    } else if (at + 1 < arg.length) {
      const value = arg.slice(at + 1);
      yield { kind: 'option', name, rawName, index, value, inlineValue: true };
      return 0;
    } else {
      const takesNext = isValue(next);
      yield option(name, rawName, index, takesNext ? next : undefined);
      return takesNext ? 1 : 0;
    }
  }
  return 0;
}

function option(name: string, rawName: string, index: number, value: string | undefined): Token {
  const inlineValue = value === undefined ? undefined : false;
  return { kind: 'option', name, rawName, index, value, inlineValue };
}

function longNameOf(letter: string, options: Options): string {
  const found = Object.entries(options).find(([, { short }]) => short === letter);
  return found?.[0] ?? letter;
}

function takesValue(options: Options, name: string): boolean {
  return Object.hasOwn(options, name) && options[name]?.type === 'string';
}

function isValue(next: string | undefined): next is string {
  return next !== undefined && next !== null;
}

function checkUsage(
  token: OptionToken,
  { options, allowPositionals, allowNegative }: Config,
): void {
  const { known, name } = described(token, options, allowNegative);
  if (known === undefined) throw unknownOption(token.rawName, allowPositionals);
  const shown = `${known.short === undefined ? '' : `-${known.short}, `}--${name}`;
  if (known.type === 'string' && typeof token.value !== 'string') {
    throw invalidOptionValue(`Option '${shown} <value>' argument missing`);
  }
  if (known.type === 'boolean' && token.value !== undefined && token.value !== null) {
    throw invalidOptionValue(`Option '${shown}' does not take an argument`);
  }
  const looksLikeOption = token.value !== undefined && /^-./s.test(token.value);
  if (token.inlineValue === false && looksLikeOption) throw ambiguousValue(token);
}

/** The option that a token means, `--no-…` included where that is allowed. */
function described(token: OptionToken, options: Options, allowNegative: boolean) {
  const own = (name: string) => (Object.hasOwn(options, name) ? options[name] : undefined);
  const known = own(token.name);
  if (known !== undefined || !allowNegative || !token.name.startsWith('no-')) {
    return { known, name: token.name };
  }
  const positive = own(token.name.slice(3));
  return { known: positive?.type === 'boolean' ? positive : undefined, name: token.name.slice(3) };
}

function store(token: OptionToken, config: Config, values: Record<string, unknown>): void {
  if (token.name === '__proto__') return;
  const { name } = positive(token, config) as OptionToken;
  const value = token.value ?? name === token.name;
  const multiple = Object.hasOwn(config.options, name) && config.options[name]?.multiple;
  if (!multiple) put(values, name, value);
  else if (Array.isArray(values[name])) values[name].push(value);
  else put(values, name, [value]);
}

/** `--no-color` names the option `color`, where negative options are allowed. */
function positive(token: Token, { allowNegative }: Config): Token {
  const negates =
    allowNegative &&
    token.kind === 'option' &&
    token.value === undefined &&
    /^no-/.test(token.name);
  return negates ? { ...token, name: token.name.slice('no-'.length) } : token;
}

function put(values: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') values[name] = value;
}

function unknownOption(option: string, allowPositionals: boolean): NodeError {
  const advice = allowPositionals
    ? ". To specify a positional argument starting with a '-', place it at the end of the command " +
      `after '--', as in '-- "${option}"`
    : '';
  const message = `Unknown option '${option}'${advice}`;
  return nodeError(TypeError, 'ERR_PARSE_ARGS_UNKNOWN_OPTION', message);
}

function unexpectedPositional(value: string): NodeError {
  const message = `Unexpected argument '${value}'. This command does not take positional arguments`;
  return nodeError(TypeError, 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL', message);
}

function invalidOptionValue(message: string): NodeError {
  return nodeError(TypeError, 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE', message);
}

function ambiguousValue({ rawName, name }: OptionToken): NodeError {
  const example = rawName.startsWith('--')
    ? `'${rawName}=-XYZ'`
    : `'--${name}=-XYZ' or '${rawName}-XYZ'`;
  return invalidOptionValue(
    `Option '${rawName}' argument is ambiguous.\n` +
      `Did you forget to specify the option argument for '${rawName}'?\n` +
      `To specify an option argument starting with a dash use ${example}.`,
  );
}
