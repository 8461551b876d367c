import { useEffect, useState } from 'preact/hooks';

export interface WaitingProps {
  /** What is being waited for, as a sentence without a full stop. */
  readonly what: string;
}

const SILENT_MS = 300;
const TICK_MS = 1000;

/** Says what is being waited for once that takes a while, and for how long it has been. */
export function Waiting({ what }: WaitingProps) {
  const [waitedMs, setWaitedMs] = useState(0);
  useEffect(() => {
    const startedMs = performance.now();
    const look = () => setWaitedMs(performance.now() - startedMs);
    const first = setTimeout(look, SILENT_MS);
    const ticking = setInterval(look, TICK_MS);
    return () => {
      clearTimeout(first);
      clearInterval(ticking);
    };
  }, []);
  if (waitedMs < SILENT_MS) return <p class="waiting" />;
  const seconds = Math.floor(waitedMs / 1000);
  return (
    <p class="waiting">
      {what}
      {seconds >= 2 ? ` · ${seconds} s` : ''}
    </p>
  );
}
