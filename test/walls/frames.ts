import frameUrl from 'virtual:brownout/sandbox-frame';
import { BrowserSandbox } from '../../runtime/sandbox/browser/browser-sandbox.ts';

/**
 * A sandbox in the real frame, with its real policy and kernel, whose processes run other code: what
 * comes of `alter`, given their own. So tests need not find a way past what a process hides.
 */
export async function sandboxWithProcesses(
  alter: (own: string) => string,
): Promise<BrowserSandbox> {
  const html = await (await fetch(frameUrl)).text();
  const [before = '', own = '', after = ''] = html.split(
    /(?<=id="process">)([\s\S]*?)(?=<\/script>)/,
  );
  if (!after.includes('<script>')) throw new Error('The frame has another form than this expects.');
  const altered = alter(own).replaceAll('</', '<\\/');
  const url = URL.createObjectURL(new Blob([before, altered, after], { type: 'text/html' }));
  return new BrowserSandbox(url, async () => []);
}
