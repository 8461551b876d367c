/** The page's script: it brings the page that the site's build has made to life. */
import { effect } from '@preact/signals';
import type { Sandbox } from '../../runtime/sandbox/index.ts';
import { createChecks } from './checks.ts';
import { createEditor } from './editor/index.ts';
import { tellOfFaults } from './faults.ts';
import { listenForKeys } from './keys.ts';
import { tellWhenOpenElsewhere } from './other-tabs.ts';
import { readPageData } from './page-data.ts';
import { mountPanels } from './panels/index.tsx';
import { followTheAction, view } from './panels/views.tsx';
import { createPage, createSandboxChoice } from './state/index.ts';
import { browserStore } from './storage/index.ts';
import { keepTheme } from './theme/theme.ts';

const store = browserStore();
keepTheme(store);
const data = readPageData(document);
const choice = createSandboxChoice(store, new URLSearchParams(location.search).get('sandbox'));
const page = createPage(data, {
  store,
  nowIso: () => new Date().toISOString(),
  nowMs: () => performance.now(),
  soon: (draw) => requestAnimationFrame(draw),
  choice,
  makeSandbox,
  checks: createChecks(data.step, choice, makeSandbox),
});

const editor = createEditor(page);
mountPanels(page, (place) => {
  view.value = 'editor';
  editor.goTo(place);
});
listenForKeys(page);
followTheAction(page);
effect(() => {
  document.body.dataset.view = view.value;
});

// First what can be read and typed in, then what makes Run quick, then what helps to type well.
tellOfFaults(page.notices);
void tellWhenOpenElsewhere(page);
performance.mark('brownout:alive');
await painted();
await editor.upgrade();
performance.mark('brownout:editor');
await page.runner.prepare();
performance.mark('brownout:sandbox');
await editor.explain();
performance.mark('brownout:types');

/** Resolves when the browser has drawn what is there by now. */
function painted(): Promise<void> {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

async function makeSandbox(): Promise<Sandbox> {
  if (choice.chosen.value === 'webcontainer') {
    const { createPageWebcontainer } = await import('../../runtime/sandbox/webcontainer/page.ts');
    return createPageWebcontainer();
  }
  const { createBrowserSandbox } = await import('../../runtime/sandbox/browser/index.ts');
  return createBrowserSandbox();
}
