import { useEffect, useRef } from 'preact/hooks';
import type { Diagnostic } from '../../../runtime/compile/types.ts';
import { findPlaces, type Place } from '../editor/places.ts';
import type { Page, Problem as RunProblem, SandboxChoice } from '../state/index.ts';
import { sameFiles } from '../storage/index.ts';

export interface ProblemProps {
  readonly page: Page;
  /** Shows a place in the editor. */
  readonly goTo: (place: Place) => void;
}

/** Why the services do not run, where the learner looks, with the way to the line at fault. */
export function Problem({ page: { runner, work, choice }, goTo }: ProblemProps) {
  const problem = runner.problem.value;
  const machine = runner.machine.value;
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' });
  }, [problem, machine]);
  if (problem === null && machine.state !== 'failed') return null;
  return (
    <section ref={section} class="problem" role="alert" aria-label="Problem">
      {problem === null ? <SandboxProblem why={machine as Why} choice={choice} /> : null}
      {problem?.kind === 'sandbox' ? <SandboxProblem why={problem} choice={choice} /> : null}
      {problem?.kind === 'start' ? <StartProblem problem={problem} goTo={goTo} /> : null}
      {problem?.kind === 'start' && !sameFiles(problem.files, work.files.value) ? (
        <p>This is about the files before your last change.</p>
      ) : null}
    </section>
  );
}

type Why = { readonly message: string; readonly hint: string };

interface SandboxProblemProps {
  readonly why: Why;
  readonly choice: SandboxChoice;
}

function SandboxProblem({ why, choice }: SandboxProblemProps) {
  if (choice.chosen.value === 'browser') {
    return (
      <>
        <h2>{why.message}</h2>
        <p>{why.hint} Run starts a new sandbox.</p>
      </>
    );
  }
  return (
    <>
      <h2>{why.message}</h2>
      <p>{why.hint}</p>
      <p class="problem-actions">
        <button type="button" onClick={() => choice.choose('browser')}>
          Use the browser sandbox
        </button>
        <button type="button" onClick={() => location.reload()}>
          Reload the page
        </button>
      </p>
    </>
  );
}

type StartProblemProps = Pick<ProblemProps, 'goTo'> & {
  readonly problem: Extract<RunProblem, { kind: 'start' }>;
};

function StartProblem({ problem: { error }, goTo }: StartProblemProps) {
  const { service, failure, message, hint } = error;
  if (failure.code === 'does-not-compile') {
    return (
      <>
        <h2>{service} does not compile</h2>
        <ul class="diagnostics">
          {failure.diagnostics.map((one) => (
            <DiagnosticItem
              key={`${one.file}:${one.line}:${one.column} ${one.message}`}
              one={one}
              goTo={goTo}
            />
          ))}
        </ul>
      </>
    );
  }
  return (
    <>
      <h2>{message}</h2>
      {hint === '' ? null : <p>{hint}</p>}
      {failure.code === 'threw' ? <Stack text={failure.stack} goTo={goTo} /> : null}
    </>
  );
}

function DiagnosticItem({ one, goTo }: Pick<ProblemProps, 'goTo'> & { one: Diagnostic }) {
  const { file, line, column, message, hint, source } = one;
  const margin = `${line} | `;
  return (
    <li>
      <p>
        <PlaceLink place={{ file, line, column, text: `${file}:${line}:${column}` }} goTo={goTo} />{' '}
        {message}
      </p>
      {source.trim() === '' ? null : (
        <pre>
          {margin}
          {source}
          {'\n'}
          {' '.repeat(margin.length + column - 1)}^
        </pre>
      )}
      {hint === '' ? null : <p>{hint}</p>}
    </li>
  );
}

/** A stack in which every place of the learner's own leads to the editor. */
export function Stack({ text, goTo }: Pick<ProblemProps, 'goTo'> & { readonly text: string }) {
  return (
    <pre>
      {findPlaces(text).map((part, index) =>
        typeof part === 'string' ? (
          part
        ) : (
          <PlaceLink key={`${index} ${part.file}`} place={part} goTo={goTo} />
        ),
      )}
    </pre>
  );
}

function PlaceLink({ place, goTo }: Pick<ProblemProps, 'goTo'> & { readonly place: Place }) {
  return (
    <button type="button" class="place-link" onClick={() => goTo(place)}>
      {place.text}
    </button>
  );
}
