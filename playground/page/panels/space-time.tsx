import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { LedgerEvent } from '../../../runtime/network/index.ts';
import { diagramOf, namesOf, seconds, storyOf, svgOf } from '../../../runtime/scenario/index.ts';
import { Modal } from './modal.tsx';

export interface SpaceTimeProps {
  readonly run: readonly LedgerEvent[];
  /** The event at which it failed, if it did and there is one. */
  readonly failedAt: number | null;
  readonly title: string;
}

/** A run of a check as a space-time diagram, and in words. Drawn when it is opened. */
export function SpaceTime(props: SpaceTimeProps) {
  const [isOpen, setOpen] = useState(false);
  if (props.run.length === 0) return null;
  return (
    <details class="run" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>What happened, as a diagram</summary>
      {isOpen ? <Drawing {...props} /> : null}
    </details>
  );
}

function Drawing({ run, failedAt, title }: SpaceTimeProps) {
  const [isLarge, setLarge] = useState(false);
  const { story, ...picture } = useMemo(() => {
    const diagram = diagramOf(run, failedAt);
    const story = storyOf(run, failedAt);
    return { names: namesOf(diagram), svg: svgOf(diagram, title), story };
  }, [run, failedAt, title]);
  return (
    <>
      <Picture {...picture} />
      <button type="button" onClick={() => setLarge(true)}>
        Show it large
      </button>
      {isLarge ? (
        <Large onClose={() => setLarge(false)}>
          <Picture {...picture} />
        </Large>
      ) : null}
      <details class="story">
        <summary>The same in words</summary>
        <ol>
          {story.map(({ atMs, text, isEvidence }, index) => (
            <li key={index} data-evidence={isEvidence}>
              {seconds(atMs)} {text}
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

/** Scrolls both ways, with the names of the columns always in sight. It begins where the run failed. */
function Picture({ names, svg }: { readonly names: string; readonly svg: string }) {
  const frame = useRef<HTMLElement>(null);
  // Not before the dialog is open: what is not shown is nowhere.
  useEffect(() => {
    const failure = frame.current?.querySelector('.failure');
    if (!frame.current || !failure) return;
    const below = failure.getBoundingClientRect().top - frame.current.getBoundingClientRect().top;
    frame.current.scrollTop = below - frame.current.clientHeight / 2;
  }, [svg]);
  return (
    <section
      ref={frame}
      class="space-time-frame"
      aria-label="Space-time diagram of the run"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse
      tabIndex={0}
    >
      {/* Our own drawing, in which every text is escaped. */}
      <div class="space-time-names" dangerouslySetInnerHTML={{ __html: names }} />
      <div dangerouslySetInnerHTML={{ __html: svg }} />
    </section>
  );
}

interface LargeProps {
  readonly children: ComponentChildren;
  readonly onClose: () => void;
}

/** As large as the window; Escape closes it. */
function Large({ children, onClose }: LargeProps) {
  return (
    <Modal class="large" aria-label="What happened, as a diagram" onClose={onClose}>
      {children}
      <button type="button" onClick={onClose}>
        Close
      </button>
    </Modal>
  );
}
