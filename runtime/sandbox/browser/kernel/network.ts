import { createRandom, type Happening, Network } from '../../../network/index.ts';
import type { Frame } from '../../../process/index.ts';

/** The network between the kernel's processes: on real time, its choices as the machine has them. */
export function createNetwork(
  record: (happening: Happening, epochMs: number) => void,
): Network<Frame> {
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
  return new Network<Frame>({
    nowMs: () => performance.now(),
    setTimer: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    random: createRandom(seed),
    // Messages between threads take their own time.
    latencyMs: null,
    record: (happening) => record(happening, performance.timeOrigin + performance.now()),
  });
}
