import type { InstanceView, Page } from '../state/index.ts';
import { CrossIcon } from './icons.tsx';

/** The machine room: every instance with its name, its port and the state it is in. */
export function Instances({ page }: { readonly page: Page }) {
  const { runner, data } = page;
  const instances = runner.instances.value;
  const names = data.step.services.map((service) => service.name).join(' and ');
  return (
    <section aria-labelledby="instances-title">
      <h2 id="instances-title">Instances</h2>
      {instances.length === 0 ? (
        <p class="empty">Press Run: {names} starts here as a process with its own port.</p>
      ) : (
        <ul class="instances">
          {instances.map((instance) => (
            <Instance key={instance.id} instance={instance} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Instance({ instance: { id, port, life } }: { readonly instance: InstanceView }) {
  return (
    <li class="instance" data-state={life.state} data-instance={id}>
      <span class="instance-name">{id}</span>
      {port > 0 ? <span class="instance-port">:{port}</span> : null}
      <span class="instance-life">
        {life.state === 'dead' ? <CrossIcon /> : <span class="lamp" aria-hidden="true" />}
        {life.state === 'dead' ? `dead · ${life.how}` : life.state}
      </span>
    </li>
  );
}
