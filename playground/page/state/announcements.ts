import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Check } from './check.ts';
import type { Exchange, RequestConsole } from './request-console.ts';
import type { Runner } from './runner.ts';

/** Changes of state in words, the newest only: what a screen reader says. */
export function announcements(
  runner: Runner,
  requests: RequestConsole,
  check: Check,
): ReadonlySignal<string> {
  const said = signal('');
  // Said once when it has become so: what is still so would drown what has happened since.
  const say = (words: () => string) => {
    const text = computed(words);
    effect(() => {
      if (text.value !== '') said.value = text.value;
    });
  };
  say(() => ofRun(runner));
  say(() => ofProblem(runner));
  say(() => ofPauses(runner));
  say(() => ofLinks(runner));
  say(() => ofExchanges(requests));
  say(() => ofCheck(check));
  return said;
}

function ofRun({ run, machine }: Runner): string {
  if (machine.value.state === 'failed') return `${machine.value.message} ${machine.value.hint}`;
  if (run.value.state !== 'running') return '';
  const where = run.value.instances.map(
    ({ id, addresses }) => `${id} listens on ${addresses.map((one) => one.port).join(', ')}`,
  );
  return where.join('. ');
}

function ofPauses({ view }: Runner): string {
  const paused = view.value.instances.filter(({ life }) => life.state === 'paused');
  return paused.map(({ id }) => `${id} is paused`).join('. ');
}

function ofLinks({ view }: Runner): string {
  const said = view.value.links.map(
    ({ ends: [one, other], fault }) =>
      `The link between ${one} and ${other} is ${fault.kind === 'cut' ? 'cut' : 'slow'}`,
  );
  return said.join('. ');
}

function ofProblem({ problem }: Runner): string {
  if (problem.value === null) return '';
  return problem.value.kind === 'start' ? problem.value.error.message : problem.value.message;
}

function ofExchanges({ sent }: RequestConsole): string {
  const said = sent.value.map(({ exchange }) => ofExchange(exchange.value));
  return said.filter((words) => words !== '').join('. ');
}

function ofExchange(now: Exchange): string {
  if (now.state === 'answered' && now.complete) return `${now.line}: ${now.status} ${now.reason}`;
  return now.state === 'failed' ? `${now.line}: ${now.message}` : '';
}

function ofCheck({ current }: Check): string {
  const now = current.value;
  if (now.state === 'running') return now.doing;
  if (now.state === 'broken' || now.state === 'refused') return now.message;
  if (now.state === 'stopped') return 'Check stopped';
  return now.state === 'done' ? `${now.verdict.outcome}: ${now.verdict.sentence}` : '';
}
