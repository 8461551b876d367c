/**
 * What a worker inside the frame tries, when it hides nothing from itself. It is sent as text, so
 * it stands for itself and imports nothing.
 */

/** What the page keeps, to see whether it can be reached. */
export const SEED = 'brownout-seed';

/** How each attempt came out; whatever is not `refused` got through. */
export type Outcomes = Readonly<Record<string, string>>;

/** The attack as the text of a script. `pageBlob` is the URL of a blob of the page's. */
export function attackText(page: string, outside: string, pageBlob: string): string {
  const given = [page, outside, SEED, pageBlob].map((each) => JSON.stringify(each));
  // A bundler would make its own of an import() in code.
  return `(${attack})(${given.join()}, (url) => import(url));`;
}

/** Runs in the worker. Prints its outcomes as JSON, and exits. */
function attack(
  page: string,
  outside: string,
  seed: string,
  pageBlob: string,
  dynamicImport: (url: string) => Promise<unknown>,
): void {
  const scope = globalThis as unknown as WorkerGlobals;
  const nobody = new Error('nothing came');
  const within = (promise: unknown, limitMs = 1500) =>
    Promise.race([
      promise,
      new Promise((_resolve, reject) => setTimeout(() => reject(nobody), limitMs)),
    ]);
  const event = (target: EventTarget, good: string, bad: string) =>
    new Promise((resolve, reject) => {
      target.addEventListener(good, resolve);
      target.addEventListener(bad, (failed) => {
        // A nested worker's error would be this one's, too, and end it.
        failed.preventDefault();
        reject(failed);
      });
    });
  const result = (request: IDBRequest) =>
    event(request, 'success', 'error').then(() => request.result);
  const blob = (code: string) => URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const asked = (worker: Worker) => event(worker, 'message', 'error');
  const nestedImport = `import('${outside}/stray').then(() => postMessage(1), () => setTimeout(() => { throw 1 }))`;
  const staticImport = `import '${outside}/stray'; postMessage(1);`;
  const nestedFetch = `fetch('${page}/stray').then(() => postMessage(1), () => setTimeout(() => { throw 1 }))`;

  const requests: Record<string, (to: string) => unknown> = {
    fetch: (to) => fetch(to),
    'fetch, no questions asked': (to) => fetch(to, { mode: 'no-cors', keepalive: true }),
    XMLHttpRequest: (to) => {
      const request = new XMLHttpRequest();
      request.open('GET', to, false);
      request.send();
    },
    WebSocket: (to) => event(new WebSocket(to.replace('http', 'ws')), 'open', 'error'),
    EventSource: (to) => event(new EventSource(to), 'open', 'error'),
    WebTransport: (to) => new scope.WebTransport(to.replace('http', 'https')).ready,
    importScripts: (to) => scope.importScripts(to),
    'import()': (to) => dynamicImport(to),
    Worker: (to) => asked(new Worker(to)),
    'a module Worker': (to) => asked(new Worker(to, { type: 'module' })),
    SharedWorker: (to) => asked(new SharedWorker(to) as unknown as Worker),
    serviceWorker: (to) => navigator.serviceWorker.register(to),
    sendBeacon: (to) => {
      if (!navigator.sendBeacon(to)) throw nobody;
    },
    WebSocketStream: (to) => new scope.WebSocketStream(to.replace('http', 'ws')).opened,
    'a font': (to) => new FontFace('stray', `url(${to})`).load(),
    RTCPeerConnection: () => new RTCPeerConnection().createOffer(),
  };
  const tries: Record<string, () => unknown> = {
    'import() of data': () => dynamicImport('data:text/javascript,1'),
    'importScripts of data': () => scope.importScripts('data:text/javascript,1'),
    'a Worker of data': () => asked(new Worker('data:text/javascript,postMessage(1)')),
    'fetch by a nested Worker': () => asked(new Worker(blob(nestedFetch))),
    'import() by a nested Worker': () => asked(new Worker(blob(nestedImport))),
    'an import by a nested module Worker': () =>
      asked(new Worker(blob(staticImport), { type: 'module' })),
    'a SharedWorker of a blob': () => {
      const shared = new SharedWorker(blob('onconnect = ({ ports }) => ports[0].postMessage(1);'));
      shared.port.start();
      return Promise.race([
        event(shared.port, 'message', 'messageerror'),
        event(shared, '-', 'error'),
      ]);
    },
    "fetch of the page's blob": () => fetch(pageBlob),
    "importScripts of the page's blob": () => scope.importScripts(pageBlob),
    "import() of the page's blob": () => dynamicImport(pageBlob),
    "a Worker of the page's blob": () => asked(new Worker(pageBlob)),
    // biome-ignore lint/security/noGlobalEval: whether it is refused is the question
    eval: () => eval('1'),
    Function: () => new Function('return 1')(),
    'setTimeout of a text': () =>
      new Promise((resolve) => {
        Object.assign(scope, { ran: resolve });
        setTimeout('ran()' as unknown as () => void, 0);
      }),
    "the page's window": () => {
      for (const name of ['parent', 'top', 'opener', 'window', 'document', 'frames']) {
        if ((scope as unknown as Record<string, unknown>)[name] !== undefined) return;
      }
      throw nobody;
    },
    "the page's databases": async () => {
      const database = (await result(indexedDB.open(seed))) as IDBDatabase;
      if (!database.objectStoreNames.contains(seed)) throw nobody;
    },
    "the page's caches": async () => {
      if ((await caches.match(`${page}/${seed}`)) === undefined) throw nobody;
    },
    "the page's files": async () => (await navigator.storage.getDirectory()).getFileHandle(seed),
    "the page's locks": async () => {
      const { held } = await navigator.locks.query();
      if (!held?.some(({ name }) => name === seed)) throw nobody;
    },
    "the page's channels": () => event(new BroadcastChannel(seed), 'message', 'messageerror'),
    "the page's buckets": async () => {
      if (!(await scope.navigator.storageBuckets.keys()).includes(seed)) throw nobody;
    },
    'keeping more': async () => {
      if (!(await navigator.storage.persist())) throw nobody;
    },
    'a file system by its old name': () =>
      new Promise((resolve, reject) => scope.webkitRequestFileSystem(0, 1024, resolve, reject)),
    'devices by USB': () => scope.navigator.usb.getDevices(),
    'devices by HID': () => scope.navigator.hid.getDevices(),
    'devices by a serial port': () => scope.navigator.serial.getPorts(),
    Notification: async () => {
      if (Notification.permission !== 'granted') throw nobody;
    },
    localStorage: () => {
      if (localStorage.getItem(seed) === null) throw nobody;
    },
    cookies: async () => {
      if ((await scope.cookieStore.getAll()).length === 0) throw nobody;
    },
  };
  for (const [name, run] of Object.entries(requests)) {
    tries[`${name} to the page`] = () => run(`${page}/stray`);
    tries[`${name} to elsewhere`] = () => run(`${outside}/stray`);
  }

  interface WorkerGlobals {
    onmessage: (event: MessageEvent<readonly { type: string }[]>) => void;
    importScripts(url: string): void;
    readonly WebSocketStream: new (url: string) => { readonly opened: Promise<unknown> };
    webkitRequestFileSystem(
      type: number,
      bytes: number,
      good: (value: unknown) => void,
      bad: (error: unknown) => void,
    ): void;
    readonly navigator: {
      readonly storageBuckets: { keys(): Promise<readonly string[]> };
      readonly usb: { getDevices(): Promise<unknown> };
      readonly hid: { getDevices(): Promise<unknown> };
      readonly serial: { getPorts(): Promise<unknown> };
    };
    readonly WebTransport: new (url: string) => { readonly ready: Promise<unknown> };
    readonly cookieStore: { getAll(): Promise<readonly unknown[]> };
  }

  scope.onmessage = async ({ data }) => {
    if (!data.some(({ type }) => type === 'run')) return;
    const outcomes: Record<string, string> = {};
    for (const [name, attempt] of Object.entries(tries)) {
      try {
        await within(attempt());
        outcomes[name] = 'got through';
      } catch {
        outcomes[name] = 'refused';
      }
    }
    const text = JSON.stringify(outcomes);
    postMessage([
      { type: 'output', stream: 'stdout', text, droppedBytes: 0 },
      { type: 'exit', code: 0, uncaught: null },
    ]);
  };
  postMessage([{ type: 'ready' }]);
}
