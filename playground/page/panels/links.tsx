import { useId, useState } from 'preact/hooks';
import type { Ends, InstanceView, LinkView } from '../../../runtime/play/index.ts';
import { REGISTRY_SERVICE } from '../../../runtime/sandbox/index.ts';
import type { Runner } from '../state/index.ts';
import { BrokenLine, WavyLine } from './icons.tsx';
import { useKeptFocus } from './kept-focus.ts';

const DELAYS_MS = [100, 500, 2000, 10_000];
const FIRST_DELAY_MS = 500;

/** The ways between instances: what is wrong with them now, and how to make something go wrong. */
export function Links({ runner }: { readonly runner: Runner }) {
  const { instances, links } = runner.view.value;
  const alive = instances.filter(({ life }) => life.state !== 'dead');
  const kept = useKeptFocus<HTMLDivElement>(links);
  if (alive.length < 2 && links.length === 0) return null;
  return (
    <div class="links" {...kept}>
      {links.length > 0 ? (
        <ul class="links-faulty" aria-label="Faults in force">
          {links.map((link) => (
            <Faulty key={link.ends.join(' ')} link={link} runner={runner} />
          ))}
        </ul>
      ) : null}
      {alive.length > 1 ? <Breaker alive={alive} runner={runner} /> : null}
    </div>
  );
}

interface FaultyProps {
  readonly link: LinkView;
  readonly runner: Runner;
}

function Faulty({ link: { ends, fault }, runner }: FaultyProps) {
  const [one, other] = ends;
  return (
    <li class="link" data-fault={fault.kind}>
      <span>
        <span class="link-ends">
          {one} {fault.kind === 'cut' ? <BrokenLine /> : <WavyLine />} {other}
        </span>
        <span class="link-fault">
          {fault.kind === 'cut' ? 'cut' : `slow, ${delay(fault.byMs)} each way`}
        </span>
      </span>
      <button
        type="button"
        aria-label={`Heal ${one} and ${other}`}
        onClick={() => runner.heal(ends)}
      >
        Heal
      </button>
    </li>
  );
}

interface BreakerProps {
  readonly alive: readonly InstanceView[];
  readonly runner: Runner;
}

function Breaker({ alive, runner }: BreakerProps) {
  const [chosen, choose] = useState<Ends>(['', '']);
  const [delayMs, setDelayMs] = useState(FIRST_DELAY_MS);
  const title = useId();
  const ends = endsAmong(alive, chosen);
  const [one, other] = ends;
  const options = (except: string) =>
    alive.filter(({ id }) => id !== except).map(({ id }) => <option key={id}>{id}</option>);
  return (
    <fieldset class="breaker" aria-labelledby={title}>
      <span class="breaker-ends">
        <span id={title}>Between</span>
        <select
          aria-label="One end of the link"
          value={one}
          onChange={({ currentTarget: { value } }) =>
            choose([value, value === other ? one : other])
          }
        >
          {options('')}
        </select>
        <span>and</span>
        <select
          aria-label="The other end of the link"
          value={other}
          onChange={({ currentTarget: { value } }) => choose([one, value])}
        >
          {options(one)}
        </select>
      </span>
      <button
        type="button"
        aria-label={`Cut ${one} and ${other}`}
        onClick={() => runner.breakLink(ends, { kind: 'cut' })}
      >
        Cut
      </button>
      <span class="breaker-slow">
        <button
          type="button"
          aria-label={`Slow ${one} and ${other}`}
          onClick={() => runner.breakLink(ends, { kind: 'slow', byMs: delayMs })}
        >
          Slow
        </button>
        <select
          aria-label="Delay each way"
          value={delayMs}
          onChange={({ currentTarget: { value } }) => setDelayMs(Number(value))}
        >
          {DELAYS_MS.map((ms) => (
            <option key={ms} value={ms}>
              by {delay(ms)}
            </option>
          ))}
        </select>
      </span>
    </fieldset>
  );
}

function delay(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}

/** What was chosen, while it is there; else two that are, services rather than the registry. */
function endsAmong(alive: readonly InstanceView[], [one, other]: Ends): Ends {
  const isRegistry = ({ service }: InstanceView) => service === REGISTRY_SERVICE;
  const ids = [...alive]
    .sort((a, b) => Number(isRegistry(a)) - Number(isRegistry(b)))
    .map(({ id }) => id);
  const first = ids.includes(one) ? one : (alive.at(-1)?.id ?? '');
  const second = ids.includes(other) && other !== first ? other : ids.find((id) => id !== first);
  return [first, second ?? ''];
}
