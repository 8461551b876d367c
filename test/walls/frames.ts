import checkFrameUrl from 'virtual:brownout/check-frame';
import frameUrl from 'virtual:brownout/sandbox-frame';
import { BrowserSandbox } from '../../runtime/sandbox/browser/browser-sandbox.ts';

/**
 * A sandbox in the real frame, with its real policy and kernel, whose processes run other code: what
 * comes of `alter`, given their own. So tests need not find a way past what a process hides.
 */
export async function sandboxWithProcesses(
  alter: (own: string) => string,
): Promise<BrowserSandbox> {
  return new BrowserSandbox(await alteredFrame(frameUrl, 'process', alter), async () => []);
}

/** The URL of a check's real frame, whose worker runs this code instead of its own. */
export function checkFrameWithWorker(code: string): Promise<string> {
  return alteredFrame(checkFrameUrl, 'worker', () => code);
}

async function alteredFrame(
  frame: string,
  id: string,
  alter: (own: string) => string,
): Promise<string> {
  const html = await (await fetch(frame)).text();
  const [before = '', own = '', after = ''] = html.split(
    new RegExp(`(?<=id="${id}">)([\\s\\S]*?)(?=<\\/script>)`),
  );
  if (!after.includes('<script>')) throw new Error('The frame has another form than this expects.');
  const altered = alter(own).replaceAll('</', '<\\/');
  return URL.createObjectURL(new Blob([before, altered, after], { type: 'text/html' }));
}
