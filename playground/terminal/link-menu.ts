import type { Ends, InstanceView, LinkFault, LinkView } from '../../runtime/play/index.ts';
import { choice, type Option, type Question } from './choice.ts';

/** The ways between instances that are played in this terminal, as far as keys need them. */
export interface PlayableLinks {
  readonly instances: readonly InstanceView[];
  /** Those that are cut or slow. */
  readonly links: readonly LinkView[];
  breakLink(ends: Ends, fault: LinkFault): Promise<void>;
  healLink(ends: Ends): Promise<void>;
  /** Goes on beside the keys; a bug in it ends the session. */
  inBackground(task: Promise<void>): void;
}

type Tell = (text: string) => void;

const FAULTS: readonly (readonly [string, LinkFault])[] = [
  ['cut', { kind: 'cut' }],
  ['slow by 0.5 s each way', { kind: 'slow', byMs: 500 }],
  ['slow by 5 s each way', { kind: 'slow', byMs: 5000 }],
];

/** To cut or slow a link, and to heal each that is. */
export function linkOptions(live: PlayableLinks, tell: Tell): readonly Option[] {
  const faulty = live.links.map(({ ends, fault }) => ({
    label: `${between(live, ends)} (${fault.kind})`,
    choose: () => whatToDo(live, ends, tell),
  }));
  const other = { label: 'a link between two', choose: () => oneEnd(live, tell) };
  return [other, ...faulty];
}

function oneEnd(live: PlayableLinks, tell: Tell): Question {
  const options = alive(live).map((one) => ({
    label: nameOf(one),
    choose: () => otherEnd(live, one, tell),
  }));
  return choice('The link between', options, tell);
}

function otherEnd(live: PlayableLinks, one: InstanceView, tell: Tell): Question {
  const options = alive(live)
    .filter(({ id }) => id !== one.id)
    .map((other) => ({
      label: nameOf(other),
      choose: () => whatToDo(live, [one.id, other.id], tell),
    }));
  return choice(`The link between ${nameOf(one)} and`, options, tell);
}

function whatToDo(live: PlayableLinks, ends: Ends, tell: Tell): Question {
  const link = `The link between ${between(live, ends)}`;
  const option = (label: string, done: string, task: () => Promise<void>) => ({
    label,
    choose: () => {
      live.inBackground(task().then(() => tell(`${link} is ${done}.`)));
      return null;
    },
  });
  const fault = live.links.find((one) => isBetween(one, ends))?.fault;
  const heal = option('heal', 'healed', () => live.healLink(ends));
  const faults = FAULTS.map(([label, worse]) =>
    option(label, label, () => live.breakLink(ends, worse)),
  );
  const state = fault?.kind ?? 'well';
  return choice(`${link} is ${state}:`, fault === undefined ? faults : [heal, ...faults], tell);
}

function alive({ instances }: PlayableLinks): readonly InstanceView[] {
  return instances.filter(({ life }) => life.state !== 'dead');
}

function isBetween({ ends }: LinkView, [one, other]: Ends): boolean {
  return ends.includes(one) && ends.includes(other);
}

function between({ instances }: PlayableLinks, ends: Ends): string {
  const name = (id: string) => {
    const instance = instances.find((one) => one.id === id);
    return instance === undefined ? id : nameOf(instance);
  };
  return ends.map(name).join(' and ');
}

/** Ids of instances go up with every save; their ports stay. */
export function nameOf({ service, port }: InstanceView): string {
  return `${service}:${port}`;
}
