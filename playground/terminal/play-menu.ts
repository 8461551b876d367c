import {
  type Command,
  commandsFor,
  type InstanceView,
  isGivenUp,
} from '../../runtime/play/index.ts';
import { SandboxError, StartError } from '../../runtime/sandbox/index.ts';
import { explain } from './explain.ts';
import type { Digit } from './keys.ts';
import { unbroken } from './show/columns.ts';
import type { Question } from './watch-keys.ts';

/** What is played in this terminal, as far as keys need it. */
export interface Playable {
  readonly instances: readonly InstanceView[];
  command(instance: string, command: Command): Promise<void>;
}

/** Asks which instance, then what is to be done to it; `tell` says what came of it. */
export function playQuestion(live: Playable, tell: (text: string) => void): Question | null {
  const [only, ...others] = live.instances;
  if (only === undefined) tell('Nothing runs: save a file to start it.');
  else if (others.length === 0) return whatToDo(live, only, tell);
  else return whichOne(live, tell);
  return null;
}

function whichOne(live: Playable, tell: (text: string) => void): Question {
  const { instances } = live;
  return choice(
    'Play with',
    instances.map((one) => ({
      label: one.life.state === 'running' ? nameOf(one) : `${nameOf(one)} (${one.life.state})`,
      choose: async () => whatToDo(live, one, tell),
    })),
    tell,
  );
}

function whatToDo(live: Playable, one: InstanceView, tell: (text: string) => void): Question {
  const name = nameOf(one);
  return choice(
    `${name} is ${one.life.state}:`,
    commandsFor(one.life).map((command) => ({
      label: command,
      choose: async () => {
        try {
          await live.command(one.id, command);
          tell(`${name} ${DONE[command]}.`);
        } catch (error) {
          // A save has started everything anew.
          if (isGivenUp(error)) return null;
          if (!(error instanceof StartError || error instanceof SandboxError)) throw error;
          const { message, hint } = explain(error);
          tell(`${message} ${hint}`);
        }
        return null;
      },
    })),
    tell,
  );
}

const DONE: Readonly<Record<Command, string>> = {
  pause: 'is paused',
  resume: 'goes on',
  stop: 'is asked to leave',
  kill: 'is killed',
  restart: 'is started again',
};

interface Option {
  readonly label: string;
  readonly choose: () => Promise<Question | null>;
}

/** As many as there are digits to choose by; any other key chooses nothing. */
function choice(text: string, options: readonly Option[], tell: (text: string) => void): Question {
  const numbered = options.slice(0, 9).map((option, index) => [`${index + 1}`, option] as const);
  // Above the line of keys, which is one line and no more.
  tell(`${text} ${numbered.map(item).join(' · ')}`);
  return {
    prompt: `1 to ${numbered.length}, or any other key for none`,
    answers: new Map(numbered.map(([digit, { choose }]) => [digit as Digit, choose])),
  };
}

/** In one line with its digit. */
function item([digit, { label }]: readonly [string, Option]): string {
  return unbroken(`${digit} ${label}`);
}

/** Ids of instances go up with every save; their ports stay. */
function nameOf({ service, port }: InstanceView): string {
  return `${service}:${port}`;
}
