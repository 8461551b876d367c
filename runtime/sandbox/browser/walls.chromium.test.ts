import frameUrl from 'virtual:brownout/sandbox-frame';
import { expect, test } from 'vitest';
import { limit } from '../../../test/contract/lab.ts';
import { WAIT_LIMIT_MS } from '../../../test/support/limits.ts';
import { openFrame } from './page/frame.ts';

/**
 * The walls are the frame's origin and policy, and not the globals that a process hides. So these
 * try them from a worker that hides nothing: the frame is the real one, with other text for its
 * processes.
 */

/** What such a worker tries against the page that holds the frame. Caches: see test/walls. */
function tryTheWalls(origin: string): void {
  const store = (open: () => IDBOpenDBRequest) =>
    new Promise((resolve, reject) => {
      const request = open();
      request.onsuccess = resolve;
      request.onerror = reject;
    });
  const tries: Record<string, () => unknown> = {
    fetch: () => fetch(`${origin}/`),
    'fetch without CORS': () => fetch(`${origin}/`, { mode: 'no-cors' }),
    XMLHttpRequest: () => {
      const request = new XMLHttpRequest();
      request.open('GET', `${origin}/`, false);
      request.send();
    },
    WebSocket: () =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(origin.replace('http', 'ws'));
        socket.onopen = resolve;
        socket.onerror = reject;
      }),
    EventSource: () =>
      new Promise((resolve, reject) => {
        const source = new EventSource(`${origin}/`);
        source.onopen = resolve;
        source.onerror = reject;
      }),
    importScripts: () =>
      (globalThis as unknown as { importScripts(url: string): void }).importScripts(
        `${origin}/x.js`,
      ),
    'import()': () => import(/* @vite-ignore */ `${origin}/x.js`),
    'a worker from the page': () =>
      new Promise((resolve, reject) => {
        const worker = new Worker(`${origin}/x.js`);
        worker.onmessage = resolve;
        worker.onerror = reject;
      }),
    indexedDB: () => store(() => indexedDB.open('brownout')),
    'navigator.storage': () => navigator.storage.getDirectory(),
    'navigator.locks': () => navigator.locks.request('brownout', () => undefined),
    // biome-ignore lint/security/noGlobalEval: whether it is refused is the question
    eval: () => eval('1'),
    Function: () => new Function('return 1')(),
  };
  globalThis.onmessage = async () => {
    const outcomes: Record<string, string> = {};
    for (const [name, attempt] of Object.entries(tries)) {
      try {
        await attempt();
        outcomes[name] = 'got through';
      } catch {
        outcomes[name] = 'refused';
      }
    }
    const text = JSON.stringify(outcomes);
    postMessage([{ type: 'output', stream: 'stdout', text, droppedBytes: 0 }]);
  };
  postMessage([{ type: 'ready' }]);
}

test('from inside the frame nothing of the page can be reached', async () => {
  const html = await (await fetch(frameUrl)).text();
  const attack = `(${tryTheWalls})(${JSON.stringify(location.origin)});`;
  const [before = '', after = ''] = html.split(/(?<=id="process">)[\s\S]*?(?=<\/script>)/);
  expect(after).toContain('<script>');
  const url = URL.createObjectURL(
    new Blob([before, attack.replaceAll('</', '<\\/'), after], { type: 'text/html' }),
  );
  const options = { signal: limit(), timeoutMs: WAIT_LIMIT_MS, onStage: () => {} };
  const { element, link } = await openFrame(url, options, limit());
  const outcomes = await new Promise<Record<string, string>>((resolve) => {
    link.hearProcess(1, (message) => {
      if (message.type === 'output') resolve(JSON.parse(message.text));
    });
    const program = { pid: 1, entry: 'a.ts', env: {}, modules: [], isRegistry: false };
    const party = { name: 'a-1', service: 'a' };
    link.push({ type: 'spawn', party, program, volume: 'a' });
  });
  element.remove();
  expect(Object.keys(outcomes).length).toBeGreaterThan(10);
  expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 'refused')).toEqual([]);
});

test("the frame's window cannot look into the page, nor the page into it", async () => {
  const options = { signal: limit(), timeoutMs: WAIT_LIMIT_MS, onStage: () => {} };
  const { element } = await openFrame(frameUrl, options, limit());
  expect(element.contentDocument).toBe(null);
  expect(() => element.contentWindow?.document).toThrow(/cross-origin|Blocked a frame/);
  element.remove();
});

test('a second handshake is not heard', async () => {
  const options = { signal: limit(), timeoutMs: WAIT_LIMIT_MS, onStage: () => {} };
  const { element } = await openFrame(frameUrl, options, limit());
  const { port1, port2 } = new MessageChannel();
  const heard = new Promise<string>((resolve) => {
    port1.onmessage = () => resolve('heard');
    setTimeout(() => resolve('not heard'), 300);
  });
  element.contentWindow?.postMessage('brownout: open the sandbox', '*', [port2]);
  expect(await heard).toBe('not heard');
  element.remove();
});
