/** The page that the browser sandbox's figures are taken in: the sandbox, and nothing beside it. */
import { createBrowserSandbox } from '../../runtime/sandbox/browser/index.ts';
import { measureStarts, type StartFigures } from './measure-starts.ts';

declare global {
  interface Window {
    measureStarts(edits: number): Promise<StartFigures>;
  }
}

window.measureStarts = (edits) => measureStarts(createBrowserSandbox(), edits);
