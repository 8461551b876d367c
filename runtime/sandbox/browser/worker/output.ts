import type { OutputStream } from '../../../process/index.ts';
import { OutputGate } from '../../output-gate.ts';
import type { Outbox } from '../outbox.ts';
import type { FromProcess } from '../protocol.ts';

/**
 * Sends what the program prints, as much of it as can be shown: an endless loop that prints must
 * not flood the kernel. Each text leaves at once, for such a loop never comes to an end.
 */
export function createOutput(kernel: Outbox<FromProcess>, nowMs: () => number) {
  const gates = { stdout: new OutputGate(nowMs), stderr: new OutputGate(nowMs) };
  return (stream: OutputStream, printed: string): void => {
    const { text, droppedBytes, beginsDropping } = gates[stream].admit(printed);
    if (text === '' && !beginsDropping) return;
    kernel.push({ type: 'output', stream, text, droppedBytes: beginsDropping ? droppedBytes : 0 });
    kernel.flush();
  };
}
