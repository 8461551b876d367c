import { portsOf } from '../../../runtime/course/services.ts';
import { REGISTRY_PORTS } from '../../../runtime/sandbox/index.ts';
import { type Draft, hasBody, METHODS, type Page } from '../state/index.ts';

/** The request to send: method and path first, the rest when it is needed. */
export function RequestForm({ page }: { readonly page: Page }) {
  const { requests, runner, data } = page;
  const draft = requests.draft.value;
  const running = runner.run.value.state === 'running';
  const places = placesOf(data.step);
  const change = (part: Partial<Draft>) => {
    requests.draft.value = { ...requests.draft.value, ...part };
  };
  const send = (event: Event) => {
    event.preventDefault();
    void requests.send();
  };
  return (
    <form class="request" onSubmit={send}>
      <div class="request-line">
        <select
          aria-label="Method"
          value={draft.method}
          onChange={(event) => change({ method: event.currentTarget.value })}
        >
          {METHODS.map((method) => (
            <option key={method}>{method}</option>
          ))}
        </select>
        {places.length > 1 ? (
          <select
            aria-label="Sent to"
            value={draft.port}
            onChange={(event) => change({ port: Number(event.currentTarget.value) })}
          >
            {places.map(({ name, port }) => (
              <option key={port} value={port}>
                {name}:{port}
              </option>
            ))}
          </select>
        ) : null}
        <span class="request-path">
          <input
            aria-label="Path"
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            value={draft.path}
            onInput={(event) => change({ path: event.currentTarget.value })}
          />
          <button
            type="submit"
            class={page.primary.value === 'send' ? 'primary' : ''}
            disabled={!running}
          >
            Send
          </button>
          {requests.waiting.value ? (
            <button type="button" onClick={() => requests.stop()}>
              Stop
            </button>
          ) : null}
        </span>
      </div>
      <details class="request-more">
        <summary>{hasBody(draft.method) ? 'Headers and body' : 'Headers'}</summary>
        <textarea
          aria-label="Request headers"
          rows={2}
          spellcheck={false}
          placeholder="accept: text/plain"
          value={draft.headers}
          onInput={(event) => change({ headers: event.currentTarget.value })}
        />
        {hasBody(draft.method) ? (
          <textarea
            aria-label="Request body"
            rows={4}
            spellcheck={false}
            placeholder='{"name":"Ada"}'
            value={draft.body}
            onInput={(event) => change({ body: event.currentTarget.value })}
          />
        ) : null}
      </details>
    </form>
  );
}

/** Who can be asked: every instance, and the registry's APIs. */
function placesOf({ services, registry }: Page['data']['step']) {
  return [
    ...services.flatMap((service) =>
      portsOf(service).map((port) => ({ name: service.name, port })),
    ),
    ...registry.map((part) => ({ name: part, port: REGISTRY_PORTS[part] })),
  ];
}
