import { useMemo, useState } from 'preact/hooks';
import type { LedgerEvent } from '../../../runtime/network/index.ts';
import { diagramOf, seconds, storyOf, svgOf } from '../../../runtime/scenario/index.ts';

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
  const { svg, story } = useMemo(() => {
    return { svg: svgOf(diagramOf(run, failedAt), title), story: storyOf(run, failedAt) };
  }, [run, failedAt, title]);
  return (
    <>
      {/* It scrolls both ways, so it must be reached without a mouse as well. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls can be focused */}
      <section class="space-time-frame" tabIndex={0} aria-label="Space-time diagram of the run">
        {/* Our own drawing, in which every text is escaped. */}
        <div dangerouslySetInnerHTML={{ __html: svg }} />
      </section>
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
