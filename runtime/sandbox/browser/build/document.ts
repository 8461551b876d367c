import { createHash } from 'node:crypto';
import { bundle } from './bundle.ts';
import { evaluatedOnDemand } from './evaluated-on-demand.ts';

const KERNEL = new URL('../kernel/main.ts', import.meta.url);
const PROCESS = new URL('../worker/main.ts', import.meta.url);

export interface FrameDocument {
  readonly html: string;
  /** Absolute paths of the sources that went into it. */
  readonly files: readonly string[];
}

/** Bundles the kernel and the process's code into the sandbox's one document. */
export async function buildFrameDocument({ minify }: { minify: boolean }): Promise<FrameDocument> {
  const [kernel, process] = await Promise.all([
    bundle(KERNEL, minify),
    bundle(PROCESS, minify, { plugins: [evaluatedOnDemand()] }),
  ]);
  const texts = { process: process.code };
  const html = closedDocument({ title: "Brownout's sandbox", script: kernel.code, texts });
  return { html, files: [...kernel.files, ...process.files] };
}

export interface ClosedDocument {
  readonly title: string;
  /** A classic script: what runs in the frame itself. */
  readonly script: string;
  /** Texts of workers' code, by the ids of their elements. */
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * The document has a policy of its own: nothing may be loaded, but for its script by its hash and
 * workers and their modules from blobs made here; nothing may be connected to. The workers' code is
 * text in it, for the frame cannot fetch.
 */
export function closedDocument({ title, script: code, texts }: ClosedDocument): string {
  const script = forScriptElement(code);
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${hash}' blob:; worker-src blob:`;
  const elements = Object.entries(texts).map(
    ([id, text]) => `<script type="text/plain" id="${id}">${forScriptElement(text)}</script>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
${elements.join('\n')}
<script>${script}</script>
</html>
`;
}

/** JavaScript such that an HTML parser finds neither the end of its element nor a comment in it. */
function forScriptElement(code: string): string {
  return inAscii(code).replaceAll(/<(?=\/script|script|!--)/gi, (bracket) => {
    // In strings, templates and regular expressions alike; nowhere else do these stand together.
    return bracket.replace('<', '\\x3C');
  });
}

/**
 * JavaScript of ASCII characters alone. Every worker keeps the text of its code, and a single
 * character beyond Latin-1 makes an engine keep two bytes for each of them.
 */
function inAscii(code: string): string {
  // In strings, templates and regular expressions; the bundle has no other such characters.
  return code.replaceAll(/[\u0080-\uFFFF]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
