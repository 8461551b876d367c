/** What runs this worker, told by how it writes stacks, for that is what differs here. */
export type Engine = 'v8' | 'spidermonkey' | 'javascriptcore';

export const ENGINE: Engine = engine();

function engine(): Engine {
  if (/^ +at /m.test(new Error('probe').stack ?? '')) return 'v8';
  const stack = Object.getOwnPropertyDescriptor(Error.prototype, 'stack');
  return stack?.get === undefined ? 'javascriptcore' : 'spidermonkey';
}
