import {
  type Command,
  commandsFor,
  type InstanceView,
  isGivenUp,
} from '../../runtime/play/index.ts';
import { SandboxError, StartError } from '../../runtime/sandbox/index.ts';
import { choice, type Question } from './choice.ts';
import { explain } from './explain.ts';
import { linkOptions, nameOf, type PlayableLinks } from './link-menu.ts';

/** What is played in this terminal, as far as keys need it. */
export interface Playable extends PlayableLinks {
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
  const instances = live.instances.map((one) => ({
    label: one.life.state === 'running' ? nameOf(one) : `${nameOf(one)} (${one.life.state})`,
    choose: () => whatToDo(live, one, tell),
  }));
  return choice('Play with', [...instances, ...linkOptions(live, tell)], tell);
}

function whatToDo(
  live: Playable,
  one: InstanceView,
  tell: (text: string) => void,
): Question | null {
  const state = `${nameOf(one)} is ${one.life.state}`;
  const commands = commandsFor(one.life);
  if (commands.length === 0) {
    tell(`${state}.`);
    return null;
  }
  return choice(
    `${state}:`,
    commands.map((command) => ({
      label: command,
      choose: () => {
        live.inBackground(carryOut(live, one, command, tell));
        return null;
      },
    })),
    tell,
  );
}

async function carryOut(
  live: Playable,
  one: InstanceView,
  command: Command,
  tell: (text: string) => void,
): Promise<void> {
  try {
    await live.command(one.id, command);
    tell(`${nameOf(one)} ${outcomeOf(command, one)}.`);
  } catch (error) {
    // A save has started everything anew.
    if (isGivenUp(error)) return;
    if (!(error instanceof StartError || error instanceof SandboxError)) throw error;
    const { message, hint } = explain(error);
    tell(`${message} ${hint}`);
  }
}

const DONE: Readonly<Record<Command, string>> = {
  pause: 'is paused',
  resume: 'goes on',
  stop: 'is asked to leave',
  kill: 'is killed',
  restart: 'is started again',
};

function outcomeOf(command: Command, { life }: InstanceView): string {
  const isDeaf = command === 'stop' && life.state === 'paused';
  return isDeaf ? `${DONE.stop}, and will hear of it when it goes on` : DONE[command];
}
