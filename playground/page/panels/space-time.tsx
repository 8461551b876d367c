import { useMemo, useState } from 'preact/hooks';
import { diagramOf, type Failed, storyOf, svgOf } from '../../../runtime/scenario/index.ts';

/** The run of a failed check as a space-time diagram, and in words. Drawn when it is opened. */
export function SpaceTime({ verdict }: { readonly verdict: Failed }) {
  const [isOpen, setOpen] = useState(false);
  if (verdict.run.length === 0) return null;
  return (
    <details class="run" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>What happened, as a diagram</summary>
      {isOpen ? <Drawing verdict={verdict} /> : null}
    </details>
  );
}

function Drawing({ verdict: { run, event, sentence } }: { readonly verdict: Failed }) {
  const { svg, story } = useMemo(() => {
    const diagram = diagramOf(run, { failedAt: event });
    return { svg: svgOf(diagram, sentence), story: storyOf(diagram) };
  }, [run, event, sentence]);
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
          {story.map((line, index) => (
            <li key={index}>{line}</li>
          ))}
        </ol>
      </details>
    </>
  );
}
