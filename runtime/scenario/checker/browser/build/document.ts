import { bundle } from '../../../../sandbox/browser/build/bundle.ts';
import { closedDocument, type FrameDocument } from '../../../../sandbox/browser/build/document.ts';
import { buildProcesses } from '../../../../sandbox/simulated/build.ts';

const FRAME = new URL('../frame/main.ts', import.meta.url);
const WORKER = new URL('../worker/main.ts', import.meta.url);

/** Bundles all that a check needs, but for the check itself, into one closed document. */
export async function buildCheckDocument({ minify }: { minify: boolean }): Promise<FrameDocument> {
  const [frame, worker, processes] = await Promise.all([
    bundle(FRAME, minify),
    bundle(WORKER, minify),
    buildProcesses(),
  ]);
  const texts = { worker: worker.code, processes: processes.text };
  const html = closedDocument({ title: "Brownout's check", script: frame.code, texts });
  return { html, files: [...frame.files, ...worker.files, ...processes.files] };
}
