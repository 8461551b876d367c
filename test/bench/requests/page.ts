/** The page in which the browser sandbox measures: the sandbox, and nothing beside it. */
import { createBrowserSandbox } from '../../../runtime/sandbox/browser/index.ts';
import { MeasuredSandbox } from './measured-sandbox.ts';

declare global {
  interface Window {
    openSandbox(files: Record<string, string>): Promise<void>;
    measured: MeasuredSandbox;
  }
}

window.openSandbox = async (files) => {
  window.measured = new MeasuredSandbox(createBrowserSandbox(), files);
  await window.measured.boot();
};
