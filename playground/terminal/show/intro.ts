import { portsOf } from '../../../runtime/course/services.ts';
import { REGISTRY_PARTS, type RegistryPart } from '../../../runtime/sandbox/registry/entry.ts';
import type { PlayedHere } from '../live-services.ts';
import type { OpenedStep } from '../workspace/open-step.ts';
import { wrap } from './columns.ts';
import { curlCommand } from './curl.ts';
import type { Style } from './style.ts';

export interface IntroOptions {
  readonly opened: OpenedStep;
  /** Whether the learner has changed something: then a verdict will say what to do next. */
  readonly isBegun: boolean;
  /** What runs here, and where. */
  readonly played: PlayedHere;
  /** A path in the workspace, as the learner would write it. */
  readonly shown: (path: string) => string;
  readonly width: number;
  readonly style: Style;
}

/** What a learner sees first: what to reach, where the files are, where the service is. */
export function introLines(options: IntroOptions): string[] {
  const { opened, isBegun, played, shown, width, style } = options;
  const { step, notices } = opened;
  const rows = [
    ['Goal', step.goal],
    ['Read', shown('STEP.md')],
    ['Edit', step.edit.map(shown).join(', ')],
    ...whatRuns(played),
  ] as const;
  return [
    style.heading(`${step.id} ${step.title}`),
    style.quiet(step.lesson),
    '',
    ...rows.flatMap(([name, text]) =>
      wrap(`${style.quiet(name)}  ${' '.repeat(4 - name.length)}${text}`, width, ' '.repeat(6)),
    ),
    // For a shell to take: in one line, however long.
    `${style.quiet('Try')}   ${curlCommand(step, played.services)}`,
    '',
    ...notices.flatMap((notice) => [...wrap(style.attention(notice), width), '']),
    ...(isBegun ? [] : [...wrap(begin(step.edit.map(shown)[0] ?? ''), width), '']),
  ];
}

/** One service on the port of the request to try needs no further word. */
function whatRuns({ registry, services, places }: PlayedHere): (readonly [string, string])[] {
  const ports = services.map((service) => `${service.name} on ${listed(portsOf(service))}`);
  const runs = [['Runs', ports.join(', ')] as const];
  const uses = REGISTRY_PARTS.filter((part) => registry.includes(part)).map(
    (part) => ['Uses', registryLine(part, places)] as const,
  );
  return [...(services.flatMap(portsOf).length > 1 ? runs : []), ...uses];
}

function registryLine(part: RegistryPart, { consulPort, etcdPort, outside }: Places): string {
  const [name, variable, port] =
    part === 'consul'
      ? (['Consul', 'CONSUL_HTTP_ADDR', consulPort] as const)
      : (['etcd', 'ETCDCTL_ENDPOINTS', etcdPort] as const);
  const yours = outside?.[variable] ?? null;
  if (yours === null) return `${name}'s API at http://127.0.0.1:${port}`;
  return `your own ${name} at ${yours}, as ${variable} says, in place of Brownout's registry`;
}

type Places = PlayedHere['places'];

function listed(ports: readonly number[]): string {
  const last = ports.at(-1);
  return ports.length < 2 ? `${last}` : `${ports.slice(0, -1).join(', ')} and ${last}`;
}

function begin(file: string): string {
  return `Next: Read the step, change ${file}, and save: every save is checked.`;
}
