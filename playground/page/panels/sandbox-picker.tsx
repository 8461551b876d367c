import { useEffect, useState } from 'preact/hooks';
import { type MachineState, PAGE_SANDBOXES, type Page, type PageSandbox } from '../state/index.ts';

/** The sandbox in use and how it is, and the choice between those that a page can have. */
export function SandboxPicker({ page }: { readonly page: Page }) {
  const machine = page.runner.machine.value;
  const chosen = page.choice.chosen.value;
  const limits = machine.state === 'ready' ? machine.sandbox.info.limits : [];
  return (
    <details class="sandbox-picker">
      <summary class="sandbox-name" data-state={machine.state}>
        <span class="lamp" aria-hidden="true" />
        <span class="sandbox-doing">
          {KINDS[chosen].name} · <Doing machine={machine} />
        </span>
      </summary>
      <fieldset>
        <legend>Where your services run</legend>
        {PAGE_SANDBOXES.map((kind) => (
          <Choice key={kind} kind={kind} page={page} />
        ))}
        {limits.length === 0 ? null : (
          <>
            <p>What this one cannot do:</p>
            <ul>
              {limits.map((limit) => (
                <li key={limit}>{limit}</li>
              ))}
            </ul>
          </>
        )}
      </fieldset>
    </details>
  );
}

interface ChoiceProps {
  readonly kind: PageSandbox;
  readonly page: Page;
}

function Choice({ kind, page: { choice } }: ChoiceProps) {
  const { name, what, needs, terms } = KINDS[kind];
  return (
    <label class="sandbox-choice">
      <input
        type="radio"
        name="sandbox"
        value={kind}
        checked={choice.chosen.value === kind}
        onChange={() => choice.choose(kind)}
      />
      <span class="sandbox-choice-name">{name}</span>
      <span>{what}</span>
      <span>Needs {needs}.</span>
      {terms === null ? null : <span>{terms}</span>}
    </label>
  );
}

/** In one or two words; a boot says its stage, and how long it has taken once that is long. */
function Doing({ machine }: { readonly machine: MachineState }) {
  if (machine.state === 'booting') return <Booting key={machine.stage} stage={machine.stage} />;
  return <>{WORDS[machine.state]}</>;
}

const TICK_MS = 1000;
/** From then on a boot tells how long it has been. */
const LONG_S = 2;

function Booting({ stage }: { readonly stage: string }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const ticking = setInterval(() => setSeconds((passed) => passed + 1), TICK_MS);
    return () => clearInterval(ticking);
  }, []);
  return <>{seconds < LONG_S ? stage : `${stage} · ${seconds} s`}</>;
}

const WORDS = { off: 'not started', ready: 'ready', failed: 'failed' } as const;

const KINDS = {
  browser: {
    name: 'Browser sandbox',
    what: 'Each service is a worker in a closed frame of this page, on the parts of Node that the course uses.',
    needs: 'nothing: it works offline',
    terms: null,
  },
  webcontainer: {
    name: 'Node.js by WebContainer',
    what: 'Each service is a process of real Node.js, run in this page by StackBlitz\u2019s engine.',
    needs:
      'a network and a page that is isolated from other origins: its engine is loaded from its host',
    terms:
      'Free for open source and prototypes; commercial production needs a licence from StackBlitz.',
  },
} as const satisfies Record<PageSandbox, object>;
