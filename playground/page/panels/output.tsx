import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Page } from '../state/index.ts';

/** What the instances print, as they print it. It follows the end unless the learner scrolled up. */
export function Output({ page: { runner } }: { readonly page: Page }) {
  const { lines, dropped } = runner.output.value;
  const box = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  useLayoutEffect(() => {
    if (following.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [lines]);
  const noticeScroll = ({ currentTarget: { scrollTop, scrollHeight, clientHeight } }: Scroll) => {
    following.current = scrollHeight - scrollTop - clientHeight < 8;
  };
  return (
    <section aria-labelledby="output-title" class="output">
      <div class="output-head">
        <h2 id="output-title">Output</h2>
        {lines.length > 0 ? (
          <button type="button" class="plain" onClick={() => runner.clearOutput()}>
            Clear
          </button>
        ) : null}
      </div>
      {lines.length === 0 ? (
        <p class="empty">What the services write with console.log appears here.</p>
      ) : (
        <div
          class="lines"
          ref={box}
          onScroll={noticeScroll}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must be able to scroll it
          tabIndex={0}
          role="log"
          aria-live="off"
        >
          {dropped > 0 ? <p class="empty">{dropped} older lines are no longer shown.</p> : null}
          {lines.map(({ key, instance, kind, text }, index) => (
            <p key={key} class="line" data-kind={kind}>
              <span class="line-from">
                {lines[index - 1]?.instance === instance ? '' : instance}
              </span>
              <span class="line-text">{text}</span>
            </p>
          ))}
        </div>
      )}
    </section>
  );
}

interface Scroll {
  readonly currentTarget: HTMLDivElement;
}
