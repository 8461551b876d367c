import { type Command, commandsFor, type InstanceView } from '../../../runtime/play/index.ts';
import type { Page, Runner } from '../state/index.ts';
import { CrossIcon } from './icons.tsx';
import { useKeptFocus } from './kept-focus.ts';
import { Links } from './links.tsx';

/** The machine room: every instance with its name, its port, its state, and what can be done to it. */
export function Instances({ page }: { readonly page: Page }) {
  const { runner, data } = page;
  const { instances } = runner.view.value;
  return (
    <section aria-labelledby="instances-title">
      <h2 id="instances-title">Instances</h2>
      {instances.length === 0 ? (
        <p class="empty">{whatWillRun(data.step.services)}</p>
      ) : (
        <ul class="instances">
          {instances.map((instance) => (
            <Instance
              key={`${instance.service}:${instance.port}`}
              instance={instance}
              runner={runner}
            />
          ))}
        </ul>
      )}
      <Links runner={runner} />
    </section>
  );
}

const LIST = new Intl.ListFormat('en-GB');

function whatWillRun(services: Page['data']['step']['services']): string {
  const names = services.map(({ name, instances }) =>
    instances > 1 ? `${name} (${instances} instances)` : name,
  );
  const isOne = services.length === 1 && services[0]?.instances === 1;
  return isOne
    ? `Press Run: ${names} starts here as a process with its own port.`
    : `Press Run: ${LIST.format(names)} start here, each instance as a process with its own port.`;
}

interface InstanceProps {
  readonly instance: InstanceView;
  readonly runner: Runner;
}

function Instance({ instance: { id, port, life }, runner }: InstanceProps) {
  const kept = useKeptFocus<HTMLLIElement>(life.state);
  return (
    <li class="instance" {...kept} data-state={life.state} data-instance={id}>
      <span>
        <span class="instance-name">{id}</span>
        {port > 0 ? <span class="instance-port">:{port}</span> : null}
      </span>
      <span class="instance-life">
        {life.state === 'dead' ? <CrossIcon /> : <span class="lamp" aria-hidden="true" />}
        {life.state === 'dead' ? `dead · ${life.how}` : life.state}
      </span>
      <span class="instance-commands">
        {commandsFor(life).map((command) => (
          <button
            key={command}
            type="button"
            class="plain"
            aria-label={`${WORDS[command]} ${id}`}
            title={MEANINGS[command]}
            onClick={() => runner.command(id, command)}
          >
            {WORDS[command]}
          </button>
        ))}
      </span>
    </li>
  );
}

const WORDS: Readonly<Record<Command, string>> = {
  pause: 'Pause',
  resume: 'Resume',
  stop: 'Stop',
  kill: 'Kill',
  restart: 'Restart',
};

const MEANINGS: Readonly<Record<Command, string>> = {
  pause: 'SIGSTOP: it stands still, as in a long garbage collection',
  resume: 'SIGCONT: it goes on where it stood',
  stop: 'SIGTERM: it is asked to leave',
  kill: 'SIGKILL: it ends at once, in the middle of whatever it does',
  restart: 'SIGKILL, and then it is started again on its port and its disk',
};
